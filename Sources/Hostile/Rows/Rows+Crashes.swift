import Engine
import Pipeline
import Vault

extension Rows {
    /// The process dies at each named moment of a run.
    static let crashes = [
        Row(
            "kill-exchange",
            "killed at each moment of an exchange: connected after all, or the lost code is told",
            nextStep: "report it: a crash loses nothing that could be kept"
        ) { (theatre) throws(StageProblem) in
            try await killed(theatre, .code)
        },
        Row(
            "kill-refresh",
            "killed at each moment of a renewal: connected after all, or the lost grant is told",
            nextStep: "report it: a crash loses nothing that could be kept"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            return try await killed(theatre, .due)
        },
    ]

    private static func killed(
        _ theatre: Theatre,
        _ beginning: Stage.Beginning
    ) async throws(StageProblem) -> Verdict {
        var findings = Findings()
        for point in RunPoint.ofTheRun {
            // A code is saved twice: as marked, and as the grant it became.
            for turn in 1...(point == .saved && beginning == .code ? 2 : 1) {
                let found = try await theatre.scene(beginning) { (stage) throws(StageProblem) in
                    _ = try await stage.run(.patient, dyingAt: point, occurrence: turn)
                    let isMarkedOnly = point == .codeMarked || (point == .saved && turn == 1)
                    try await recovered(&stage, isMarkedOnly: isMarkedOnly)
                }
                findings.add(found, in: "killed at \(point.rawValue)\(turn > 1 ? " again" : "")")
            }
        }
        return findings.verdict
    }

    /// The runs that follow, hours apart, on a machine where all is well.
    ///
    /// A code that is marked as sent and was not is lost with the process: better than sent twice.
    private static func recovered(
        _ stage: inout Stage,
        isMarkedOnly: Bool
    ) async throws(StageProblem) {
        let held = stage.heldCredential(try await stage.stored())
        let works = held.map(stage.provider.accepts) ?? false
        let isHopeless = held != nil && !works
        if isHopeless { stage.wasToldGone = true }
        let first = try await stage.run()
        if isHopeless {
            stage.findings.expect(
                first.actions.first == .refresh(.inDoubt),
                "the next run does not know that what it holds may be spent"
            )
        }
        if works {
            stage.findings.expect(first.isWell, "what it holds works, and it says \(first.told)")
        }
        var look = first
        for _ in 0..<2 {
            stage.advance(hours: 7)
            look = try await stage.run()
        }
        let isUsable = look.isWell && !stage.provider.ledger.isGrantDead
        let isTold = look.state == .needsReconnect && look.record.reason != nil
        stage.findings.expect(
            isUsable || isTold,
            "after recovery it says \(look.told)"
        )
        if works {
            stage.findings.expect(isUsable, "what it held worked, and it says \(look.told)")
        }
        let isUntouched = stage.provider.ledger.codesTaken == 0 && held == nil
        stage.findings.expect(
            !isUntouched || isMarkedOnly,
            "the code was never sent, and it says \(look.told)"
        )
    }
}
