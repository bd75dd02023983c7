import Documents
import Engine
import Pipeline

extension Rows {
    /// Servers that fail and networks that do not carry.
    static let outages = [
        Row(
            "server-faults",
            "500, 502 and 503 from every call, with whatever code inside: condemn nobody",
            nextStep:
                "let no rule of errors: turn a 5xx into reconnect; begin with {status: 5xx, class: transient}"
        ) { (theatre) throws(StageProblem) in
            var findings = Findings()
            for (target, _) in targets(theatre) {
                for (status, code) in [(500, "server_error"), (503, "invalid_grant")] {
                    guard let maker = theatre.blueprint.refusals(role(target)) else { continue }
                    let fault = Fault.instead(target, maker.standard(status, code))
                    findings.add(try await down(theatre, fault), in: "\(name(target)), \(status)")
                }
                let gone = theatre.blueprint.gone(role(target))
                var disguised = gone
                disguised.status = 502
                findings.add(
                    try await down(theatre, .instead(target, disguised)),
                    in: "\(name(target)), 502"
                )
            }
            return findings.verdict
        },
        Row(
            "timeouts-told",
            "408 and 425 from every call condemn nobody",
            nextStep: "let no rule of errors: turn a 408 into reconnect"
        ) { (theatre) throws(StageProblem) in
            var findings = Findings()
            for (target, _) in targets(theatre) where target != .code {
                let answer = RefusalMaker.json(408, ["message": "request timeout"])
                findings.add(
                    try await theatre.passing(.instead(target, answer)),
                    in: name(target)
                )
            }
            return findings.verdict
        },
        Row(
            "unknown-400",
            "a 400 with an error that nobody has heard of: condemns nobody",
            nextStep:
                "name the provider's codes in rules of class reconnect; a status alone says too little"
        ) { (theatre) throws(StageProblem) in
            var findings = Findings()
            for (target, _) in targets(theatre) where target != .code {
                guard let maker = theatre.blueprint.refusals(role(target)) else { continue }
                findings.add(
                    try await theatre.passing(
                        .instead(target, maker.standard(400, "kit_unheard_of"))
                    ),
                    in: name(target)
                )
            }
            return findings.verdict
        },
        Row(
            "refused",
            "every connection is refused: nothing is spent, nobody is condemned",
            nextStep: "report it: what was not sent is as good as before"
        ) { (theatre) throws(StageProblem) in
            var findings = Findings()
            findings.add(
                try await theatre.heldBackCode(nil, refused: true),
                in: "exchange"
            )
            for (target, beginning) in targets(theatre) where target != .code {
                let found = try await theatre.scene(beginning) { (stage) throws(StageProblem) in
                    for _ in 0..<2 {
                        let look = try await stage.run(.patient, refused: true)
                        stage.findings.expect(
                            look.state == .degraded && look.record.reason == .unreachable,
                            "it says \(look.told), not degraded (unreachable)"
                        )
                        stage.advance(hours: 2)
                    }
                    let look = try await stage.run()
                    stage.findings.expect(look.isWell, "the next run ends as \(look.told)")
                }
                findings.add(found, in: name(target))
            }
            return findings.verdict
        },
        Row(
            "last-good",
            "a profile whose answer comes empty, hollow, as HTML or not at all keeps its last good values",
            nextStep: "report it: what could not be read is stale, not gone"
        ) { (theatre) throws(StageProblem) in
            guard theatre.pipeline.profile != nil else {
                return .notApplicable("the pipeline reads no profile")
            }
            return try await theatre.scene(.fresh) { (stage) throws(StageProblem) in
                let before = try await stage.run().record.profile
                for answer in hollow {
                    stage.provider.strike(.instead(.read, answer))
                    stage.advance(hours: 2)
                    let look = try await stage.run()
                    stage.findings.expect(
                        look.record.profile == before,
                        "after \(answer.status) and \(answer.body.count) bytes the profile is another"
                    )
                    stage.provider.heal()
                }
                stage.advance(hours: 2)
                let look = try await stage.run()
                stage.findings.expect(
                    look.isWell && look.record.profile == before && look.record.stale == nil,
                    "once it is over it says \(look.told)"
                )
            }.verdict
        },
        Row(
            "resets",
            "every connection is reset: condemns nobody, and a code is not sent again",
            nextStep: "report it: a reset is a passing fault"
        ) { (theatre) throws(StageProblem) in
            var findings = Findings()
            for (target, _) in targets(theatre) {
                findings.add(
                    try await down(
                        theatre,
                        Fault(target: target, acts: false) { $0.travelling(.reset(nil)) }
                    ),
                    in: name(target)
                )
            }
            return findings.verdict
        },
    ]

    /// Answers that hold nothing of a profile.
    private static let hollow = [
        WireAnswer(status: 200, body: []), RefusalMaker.json(200, [:]), html(200),
        RefusalMaker.json(503, [:]), RefusalMaker.json(200, [:]).travelling(.reset(nil)),
    ]

    private static func down(
        _ theatre: Theatre,
        _ fault: Fault
    ) async throws(StageProblem) -> Findings {
        fault.target == .code
            ? try await theatre.lostExchange(fault) : try await theatre.passing(fault)
    }
}
