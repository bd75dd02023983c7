extension StageState {
    /// Brings a machine's files to the remote; why it could not, or `nil`.
    mutating func push(_ machine: Int, _ moment: PushMoment) -> String? {
        guard let remote else { return nil }
        let process = machines[machine].process
        let luck = dice.unit(.crash, process.number, process.effects, 2)
        let (happens, dies) = machines[machine].process.takesEffect(luck < 0.5)
        if dies { trace.note(now, "  killed at the push of \(moment), done: \(happens)") }
        guard happens else { return "no process" }
        // Who is behind spends nothing: somebody else may have spent it.
        if moment == .intents, remote.version != process.base {
            trace.note(now, "  push of \(moment): refused, the copy is stale")
            machines[machine].process.obstacles["push"] = "the copy is stale"
            return "the remote has moved on"
        }
        let fault = process.faults.pushes[moment]
        if let fault {
            count(fault == .refused ? .pushFailed : .pushUnheard)
            trace.note(now, "  push of \(moment): \(fault)")
            machines[machine].process.isTouched = true
            machines[machine].process.didPushFail = true
            if moment == .intents {
                machines[machine].process.obstacles["push"] = "the intents are not secured"
            }
        }
        if fault != .refused { merge(machine, moment) }
        return fault != nil || dies ? "the push failed" : nil
    }

    /// A file that only one side has changed is taken from it; where both have, the one at work
    /// wins, which has the newer generation.
    private mutating func merge(_ machine: Int, _ moment: PushMoment) {
        guard var remote else { return }
        let files = machines[machine].disk.files.filter {
            moment == .status || $0.key.hasPrefix("c/")
        }
        let isStale = remote.version != machines[machine].process.base
        for (path, bytes) in files where !isStale || path.hasPrefix("c/") == (machine == 0) {
            remote.files[path] = bytes
        }
        for path in Array(remote.files.keys) where machine == 0 && files[path] == nil {
            if moment == .status || path.hasPrefix("c/") { remote.files[path] = nil }
        }
        remote.version += 1
        machines[machine].process.base = remote.version
        self.remote = remote
    }
}
