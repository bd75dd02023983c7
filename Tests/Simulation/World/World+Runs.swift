import Engine
import FoundationEssentials
import Snapshot
import Vault

extension World {
    /// One run as the weather lets it be, judged.
    mutating func run() async {
        let number = runs
        let roughness = climate.roughness
        let isRunner = climate.isRunner
        let faults = stage.with {
            RunFaults($0.dice, run: number, roughness: roughness, isRunner: isRunner)
        }
        var selection = Selection()
        if let account = runSoon, people.happens(0.5) {
            selection =
                Selection(["\(account.user)/\(account.kind.rawValue)"], providers: [])
                ?? Selection()
        }
        runSoon = nil
        await perform(faults, selection, everything: false)
        keepAndRestore()
    }

    /// A run of the program and what comes after it: pushing, losing, judging.
    @discardableResult
    mutating func perform(
        _ faults: RunFaults,
        _ selection: Selection = Selection(),
        everything: Bool
    ) async -> RanProcess? {
        runs += 1
        let number = runs
        note("run \(number)\(selection.isEverything ? "" : " of one connection")")
        stage.with { $0.begin(0, number, faults) }
        let start = stage.with { $0.machines[0] }
        let program = program
        let ran = await program.run(on: 0, selection, everything: everything) {
            await program.second(start, number)
        }
        stage.with { stage in
            stage.tally.runs += 1
            if stage.machines[0].process.isDead {
                stage.count(.crash)
                if faults.losesPower { stage.count(.powerLost) }
                if faults.losesMachine { stage.count(.machineLost) }
            }
        }
        if ran != nil { _ = stage.with { $0.push(0, .status) } }
        stage.with { stage in
            guard stage.machines[0].process.isDead, faults.losesPower else { return }
            let (dice, number) = (stage.dice, stage.machines[0].process.number)
            stage.machines[0].disk.losePower { path in
                dice.unit(.disk, number, path.utf8.count, 9) < 0.5
            }
        }
        // What never reached the remote nobody has read.
        let isPublished = stage.with { stage in
            let page = "s/heartbeat.json"
            return stage.lasting[page] == stage.machines[0].disk.files[page]
        }
        await judge.judge(isPublished ? ran : nil, program, number: number)
        if let ran, isPublished, ran.writing.failures.isEmpty {
            for entry in ran.report.entries { records[entry.record.key] = entry.record }
        }
        return ran
    }

    /// Old copies are kept, and now and then one comes back; files are damaged, and repaired.
    private mutating func keepAndRestore() {
        let roughness = climate.roughness
        guard roughness > 0 else { return }
        let user = people.pick(climate.users)
        let path = "c/\(user).gpg"
        for (user, state) in damaged {
            damaged[user]?.runs -= 1
            if state.runs <= 1 { repair(user) }
        }
        guard damaged[user] == nil, let bytes = stage.with({ $0.lasting[path] }) else { return }
        if people.happens(0.02) { backups[user] = bytes }
        if people.happens(0.002 * roughness), let old = backups[user], old != bytes {
            note("an old backup of \(user) is restored")
            let accounts = climate.accounts.filter { $0.user == user }
            stage.with { stage in
                stage.place(path, old)
                stage.restored.formUnion(accounts)
                stage.count(.restored)
            }
            judge.forget(accounts)
        }
        if people.happens(0.003 * roughness) {
            note("the file of \(user) is damaged")
            damaged[user] = (bytes, Int.random(in: 1...5, using: &people))
            stage.with { stage in
                stage.place(path, Array(bytes.dropLast(bytes.count / 3)))
                stage.count(.damaged)
            }
        }
    }

    mutating func repair(_ user: String) {
        guard let state = damaged.removeValue(forKey: user) else { return }
        note("the file of \(user) is repaired")
        stage.with { $0.place("c/\(user).gpg", state.good) }
    }
}

extension StageState {
    /// The files that the next run begins with.
    var lasting: [String: [UInt8]] { remote?.files ?? machines[0].disk.files }

    /// Somebody else changes a file there.
    mutating func place(_ path: String, _ bytes: [UInt8]) {
        machines[0].disk.put(path, bytes)
        remote?.files[path] = bytes
        remote?.version += 1
    }

    /// A new process, on a new machine where runners come and go.
    mutating func begin(_ machine: Int, _ number: Int, _ faults: RunFaults) {
        var process = ProcessModel(number: number, faults: faults)
        if let remote {
            machines[machine].disk = DiskModel(remote.files)
            process.base = remote.version
        }
        machines[machine].process = process
    }
}

extension Program {
    /// A second run, which has cloned what the first one cloned, in the middle of it.
    fileprivate func second(_ start: Machine, _ number: Int) async {
        stage.with { stage in
            stage.count(.secondRun)
            stage.trace.note(stage.now, "  a second run begins from the same copy")
            var process = ProcessModel(number: number + 1_000_000, faults: RunFaults())
            process.base = start.process.base
            process.isTouched = true
            stage.machines.append(Machine(disk: start.disk, process: process))
        }
        if await run(on: 1, Selection(), everything: false) != nil {
            _ = stage.with { $0.push(1, .status) }
        }
        stage.with { stage in
            stage.trace.note(stage.now, "  the second run ends")
            stage.machines[0].process.isTouched = true
            stage.machines[0].process.brought += stage.machines[1].process.brought
            stage.machines.removeLast()
        }
    }
}
