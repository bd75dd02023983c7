import Documents

extension StageState {
    /// A change of a file, if the process and the disk let it happen.
    mutating func change(
        _ machine: Int,
        _ operation: FileError.Operation,
        _ path: String,
        _ change: (inout DiskModel, _ isSynced: Bool) -> Void
    ) -> FileError? {
        let process = machines[machine].process
        let number = process.number
        let isProbe = path.contains(".latchkey-probe-")
        let name = isProbe ? "probe" : path
        let luck = dice.unit(.crash, number, process.effects)
        let (happens, dies) = machines[machine].process.takesEffect(luck < 0.5)
        if dies { trace.note(now, "  killed at \(operation.rawValue) \(name), done: \(happens)") }
        if happens, !dies, let refusal = refusal(machine, operation, path, name) {
            return refusal
        }
        guard happens else { return FileError(operation, path, code: 5, reason: "no process") }
        machines[machine].process.writes += 1
        if mutation == .dropsSaves, operation == .replace, path.hasSuffix(".gpg"),
            machines[machine].process.brought.last != nil,
            dice.unit(.disk, number, process.effects, 7) < 0.1
        {
            trace.note(now, "  mutant: \(name) not written")
            return nil
        }
        let isUnsynced =
            process.faults.unsynced > 0
            && dice.unit(.disk, number, process.effects, 1) < process.faults.unsynced
        change(&machines[machine].disk, !isUnsynced)
        if isUnsynced {
            count(.unsynced)
            note(machine, unwritten: path)
            trace.note(now, "  \(operation.rawValue) \(name): seen, not synced, told as failed")
            return FileError(operation, path, code: 5, reason: "input/output error")
        }
        if path.hasSuffix(".gpg") { machines[machine].process.obstacles[path] = nil }
        return dies ? FileError(operation, path, code: 5, reason: "no process") : nil
    }

    private mutating func refusal(
        _ machine: Int,
        _ operation: FileError.Operation,
        _ path: String,
        _ name: String
    ) -> FileError? {
        let process = machines[machine].process
        let faults = process.faults
        let isFull = faults.diskFullAfter.map { process.writes >= $0 } ?? false
        let isRefused =
            faults.diskRefusals > 0
            && dice.unit(.disk, process.number, process.effects) < faults.diskRefusals
        guard operation != .remove, isFull || isRefused else { return nil }
        count(.diskFull)
        note(machine, unwritten: path)
        trace.note(now, "  \(operation.rawValue) \(name): no space left")
        return FileError(operation, path, code: 28, reason: "no space left on device")
    }

    /// A connection file, an intent or a probe that could not be written ends all spending.
    private mutating func note(_ machine: Int, unwritten path: String) {
        machines[machine].process.isTouched = true
        guard path.hasPrefix("c/") else { return }
        machines[machine].process.unwritten.insert(
            String(path.dropFirst(2).prefix { $0 != "." })
        )
        // Which codes came back unused may be forgotten: then they are not sent again.
        guard !path.hasSuffix(".intents.sent") else { return }
        machines[machine].process.obstacles[path] = "\(path) could not be written"
    }
}
