import Documents
import Engine
import Pipeline

extension Rows {
    /// Rate limits.
    static let limits = [
        Row(
            "limit-hint",
            "a 429 with Retry-After: nothing is called before then, and all goes on after",
            nextStep: "report it: Retry-After must be kept to"
        ) { (theatre) throws(StageProblem) in
            let limited = RefusalMaker.json(429, ["message": "slow down"])
                .with("Retry-After", "7200")
            var findings = Findings()
            for (target, beginning) in targets(theatre) {
                let found = try await theatre.scene(beginning) { (stage) throws(StageProblem) in
                    stage.provider.strike(.instead(target, limited), times: 1)
                    let first = try await stage.run()
                    expectLimited(first, target, &stage.findings)
                    stage.advance(hours: 1)
                    let second = try await stage.run()
                    let calls = second.codeCalls + second.refreshCalls + second.readCalls
                    stage.findings.expect(
                        calls == 0,
                        "within the time asked for it calls \(calls) times"
                    )
                    stage.advance(hours: 1.1)
                    let third = try await stage.run()
                    stage.findings.expect(third.isWell, "after it, it ends as \(third.told)")
                }
                findings.add(found, in: name(target))
            }
            return findings.verdict
        },
        Row(
            "limit",
            "a 429 without a hint condemns nobody, and the next run goes on",
            nextStep: "see that no rule of errors: turns a 429 into reconnect"
        ) { (theatre) throws(StageProblem) in
            try await limited(theatre, RefusalMaker.json(429, ["message": "slow down"]))
        },
        Row(
            "limit-disguised",
            "a rate limit in the provider's own words, under another status, condemns nobody",
            nextStep:
                "see that the rule of the rate limit stands before those it might be taken for"
        ) { (theatre) throws(StageProblem) in
            var findings = Findings()
            var isTold = false
            for (target, beginning) in targets(theatre) {
                guard
                    let answer = theatre.blueprint.refusals(role(target))?.answer(
                        .rateLimited,
                        { !$0.statuses.contains { $0.contains(429) } || $0.header != nil }
                    ), answer.status != 429
                else { continue }
                isTold = true
                findings.add(
                    try await limitedOnce(theatre, target, beginning, answer),
                    in: name(target)
                )
            }
            return isTold ? findings.verdict : .notApplicable("the file has no rule for one")
        },
    ]

    private static func limited(
        _ theatre: Theatre,
        _ answer: WireAnswer
    ) async throws(StageProblem) -> Verdict {
        var findings = Findings()
        for (target, beginning) in targets(theatre) {
            findings.add(
                try await limitedOnce(theatre, target, beginning, answer),
                in: name(target)
            )
        }
        return findings.verdict
    }

    private static func limitedOnce(
        _ theatre: Theatre,
        _ target: Fault.Target,
        _ beginning: Stage.Beginning,
        _ answer: WireAnswer
    ) async throws(StageProblem) -> Findings {
        try await theatre.scene(beginning) { (stage) throws(StageProblem) in
            stage.provider.strike(.instead(target, answer))
            expectLimited(try await stage.run(), target, &stage.findings)
            stage.provider.heal()
            stage.advance(hours: 0.1)
            let look = try await stage.run()
            stage.findings.expect(look.isWell, "the next run ends as \(look.told)")
        }
    }

    private static func expectLimited(
        _ look: Look,
        _ target: Fault.Target,
        _ findings: inout Findings
    ) {
        let state: ConnectionState = target == .code ? .pending : .degraded
        findings.expect(
            look.state == state && look.record.reason == .rateLimited,
            "it says \(look.told), not \(state.rawValue) (rate_limited)"
        )
    }

    /// The kinds of calls a pipeline has, each with the stage that leads to one.
    static func targets(_ theatre: Theatre) -> [(Fault.Target, Stage.Beginning)] {
        var targets: [(Fault.Target, Stage.Beginning)] = [(.code, .code)]
        if theatre.pipeline.refresh != nil { targets.append((.refresh, .due)) }
        if theatre.blueprint.readsData { targets.append((.read, .fresh)) }
        return targets
    }

    static func role(_ target: Fault.Target) -> CallShape.Role {
        switch target {
        case .code, .laterStep: .exchange(0)
        case .refresh: .refresh
        case .read, .everything: .profile(0)
        }
    }

    static func name(_ target: Fault.Target) -> String {
        switch target {
        case .code, .laterStep: "exchange"
        case .refresh: "refresh"
        case .read, .everything: "reading"
        }
    }
}
