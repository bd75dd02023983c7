import Engine
import Pipeline
import Vault

extension Theatre {
    /// Why a row about renewing says nothing here; `nil` where it does.
    var withoutRefresh: Verdict? {
        pipeline.refresh == nil ? .notApplicable("the pipeline has no refresh") : nil
    }

    /// Whether the provider gives a new refresh token for each old one.
    var rotates: Bool {
        pipeline.refresh?.credential == .refreshToken && blueprint.rotation != .never
    }

    /// Whether a first refusal may say no more than that the token is too young to be renewed.
    private func mayBeEarly(_ fault: Fault) -> Bool {
        fault.target == .refresh && pipeline.refresh?.minimumAge != nil
    }

    /// A passing fault, of renewals or of what reads: it strikes for two runs, then all is well, and
    /// nothing may be lost.
    func passing(
        _ fault: Fault,
        _ patience: Grounds.Patience = .patient,
        refused: Bool = false
    ) async throws(StageProblem) -> Findings {
        let isRead = fault.target == .read
        return try await scene(isRead ? .fresh : .due) { (stage) throws(StageProblem) in
            stage.provider.strike(fault)
            for round in 1...2 {
                let look = try await stage.run(patience, refused: refused)
                stage.findings.expect(
                    look.state == .degraded || look.state == .inDoubt
                        || mayBeEarly(fault) && look.state == .expiring,
                    "run \(round) under it ends as \(look.told), not as degraded or in_doubt"
                )
                stage.findings.expect(
                    look.refreshCalls <= 1 || !rotates,
                    "run \(round) sends a one-time refresh token \(look.refreshCalls) times"
                )
                stage.advance(hours: 2)
            }
            stage.provider.heal()
            let look = try await stage.run()
            stage.findings.expect(
                look.isWell,
                "once it is over, the next run ends as \(look.told), not as connected"
            )
        }
    }

    /// An answer to a renewal that was acted on and is lost.
    ///
    /// Where refresh tokens rotate strictly no client can keep the grant: it must be told, as in
    /// doubt, then as lost after the second look. Elsewhere it must be kept.
    func lostRenewal(
        _ spoil: @escaping @Sendable (WireAnswer) -> WireAnswer,
        _ patience: Grounds.Patience = .patient
    ) async throws(StageProblem) -> Findings {
        try await scene(.due) { (stage) throws(StageProblem) in
            stage.provider.strike(.after(.refresh, spoil))
            let first = try await stage.run(patience)
            stage.provider.heal()
            if rotates {
                try await told(first, &stage)
            } else {
                stage.advance(hours: 2)
                let next = try await stage.run()
                stage.findings.expect(
                    next.isWell,
                    "the old credential still works, and the next run ends as \(next.told)"
                )
            }
        }
    }

    /// The way of a grant that is lost with an answer: in doubt, looked at, told with its reason.
    private func told(_ first: Look, _ stage: inout Stage) async throws(StageProblem) {
        stage.findings.expect(
            first.refreshCalls == 1,
            "the one-time refresh token goes out \(first.refreshCalls) times in one run"
        )
        stage.findings.expect(
            first.state == .inDoubt,
            "after the lost answer it says \(first.told), not in_doubt"
        )
        stage.wasToldGone = true
        stage.advance(hours: 0.2)
        let second = try await stage.run()
        stage.findings.expect(
            second.actions.first == .refresh(.inDoubt) && second.refreshCalls == 1,
            "the next run does not try at once what it holds"
        )
        stage.findings.expect(
            second.state == .degraded,
            "after the first word that it is gone it says \(second.told), not degraded"
        )
        stage.advance(hours: 2)
        let third = try await stage.run()
        stage.findings.expect(
            third.state == .needsReconnect && third.record.reason != nil,
            "after the second look it says \(third.told), not needs_reconnect with a reason"
        )
        stage.findings.expect(
            third.stored.grant != nil,
            "the grant is deleted from the vault"
        )
    }

    /// An answer to the call that sends the code, which may have been acted on, is lost.
    func lostExchange(
        _ fault: Fault,
        _ patience: Grounds.Patience = .patient
    ) async throws(StageProblem) -> Findings {
        try await scene(.code) { (stage) throws(StageProblem) in
            stage.provider.strike(fault)
            let first = try await stage.run(patience)
            stage.findings.expect(
                first.state == .inDoubt || first.state == .needsReconnect,
                "after the lost answer to the code it says \(first.told), not in_doubt"
            )
            stage.provider.heal()
            stage.advance(hours: 2)
            let second = try await stage.run()
            stage.findings.expect(
                second.codeCalls == 0,
                "the next run sends the code again"
            )
            stage.findings.expect(
                second.state == .needsReconnect && second.record.reason == .codeInDoubt,
                "in the next run it says \(second.told), not needs_reconnect (code_in_doubt)"
            )
        }
    }

    /// The code is refused before it was looked at, and exchanged once that is over.
    func heldBackCode(
        _ fault: Fault?,
        refused: Bool = false,
        hours: Double = 0.1
    ) async throws(StageProblem) -> Findings {
        try await scene(.code) { (stage) throws(StageProblem) in
            if let fault { stage.provider.strike(fault) }
            let first = try await stage.run(.patient, refused: refused)
            stage.findings.expect(
                first.state == .pending,
                "the code was not looked at, and it says \(first.told), not pending"
            )
            stage.provider.heal()
            stage.advance(hours: hours)
            let second = try await stage.run()
            stage.findings.expect(
                second.isWell,
                "the code still works, and the next run ends as \(second.told), not as connected"
            )
        }
    }
}
