import Engine
import FoundationEssentials

extension World {
    /// The skies clear for two days; then every status must be the truth.
    mutating func settle() async {
        note("calm")
        for user in climate.users { repair(user) }
        skewedRuns = 0
        runSoon = nil
        stage.with { stage in
            stage.skew = 0
            stage.outages = [:]
        }
        var last: RanProcess?
        for _ in 0..<7 {
            advance(7 * 3600)
            last = await perform(RunFaults(), everything: true)
        }
        guard let last else {
            return stage.with { $0.violate("a run in calm weather did not end") }
        }
        await judge.judgeTruth(last, program)
        guard stage.with({ $0.violations.isEmpty }) else { return }
        await rest()
        await isolate()
    }

    /// The same run once more at the same moment learns nothing, and so writes nothing.
    private mutating func rest() async {
        let before = stage.with { $0.lasting }
        await perform(RunFaults(), everything: false)
        stage.with { stage in
            let after = stage.lasting
            for path in Set(before.keys).union(after.keys).sorted()
            where before[path] != after[path] && path != "s/heartbeat.json" {
                stage.violate("(8) a run that learned nothing changed \(path)")
            }
        }
    }

    /// A user's damaged file changes nothing of what is shown of others.
    private mutating func isolate() async {
        guard climate.users.count > 1 else { return }
        let user = people.pick(climate.users)
        let path = "c/\(user).gpg"
        var state = stage.copy
        state.now = state.now.addingTimeInterval(7 * 3600)
        state.trace = Trace()
        guard let bytes = state.lasting[path] else { return }
        var well = World(state, program.pipelines)
        state.place(path, Array(bytes.dropLast(3)))
        var ill = World(state, program.pipelines)
        well.runs = runs
        ill.runs = runs
        await well.perform(RunFaults(), everything: false)
        await ill.perform(RunFaults(), everything: false)
        let (left, right) = (well.stage.with { $0.lasting }, ill.stage.with { $0.lasting })
        for path in left.keys.sorted() where path.hasPrefix("s/api/") || path.hasPrefix("c/") {
            guard !path.hasSuffix("/\(user).json"), !path.contains("/\(user).gpg"),
                left[path] != right[path]
            else { continue }
            let isToken = path.hasPrefix("c/")
            // Tokens are numbered over all users, so only that the files are there is compared.
            if isToken, right[path] != nil { continue }
            stage.with { $0.violate("(7) \(path) depends on the file of \(user)") }
        }
    }
}
