import Documents
import Engine
import Pipeline
import Vault

extension Rows {
    /// A consent on its way to a grant.
    static let connecting = [
        Row(
            "connects",
            "a code is exchanged, with credentials, PKCE and redirect URI where they belong",
            nextStep:
                "compare exchange: with the provider's documentation, and its answer: with an answer"
        ) { (theatre) throws(StageProblem) in
            try await theatre.scene(.code) { (stage) throws(StageProblem) in
                let look = try await stage.run()
                stage.findings.expect(
                    look.isWell && look.stored.grant != nil,
                    "the code was exchanged, and it ends as \(look.told)"
                        + (look.failure.map { ": \($0.sentence)" } ?? "")
                )
                stage.findings.expect(
                    look.codeCalls == 1,
                    "the code went out \(look.codeCalls) times"
                )
                stage.findings.expect(
                    look.stored.pendingCode == nil,
                    "the spent code stays in the vault"
                )
                if theatre.pipeline.refresh?.credential == .refreshToken {
                    stage.findings.expect(
                        look.stored.grant?.refreshToken?.reveal()
                            == stage.provider.ledger.refreshToken,
                        "the vault does not hold the refresh token that came"
                    )
                }
                if theatre.blueprint.pipeline.profile != nil {
                    stage.findings.expect(
                        !look.record.profile.isEmpty,
                        "the profile was read, and nothing of it is shown"
                    )
                }
            }.verdict
        },
        Row(
            "code-once",
            "a code that an earlier run has sent is not sent again",
            nextStep: "report it: the engine must not send a code twice"
        ) { (theatre) throws(StageProblem) in
            try await theatre.scene(.code) { (stage) throws(StageProblem) in
                _ = try await stage.run(.patient, dyingAt: .codeMarked)
                let calls = stage.provider.ledger.codeCalls
                stage.advance(hours: 1)
                let look = try await stage.run()
                stage.findings.expect(
                    stage.provider.ledger.codeCalls == calls,
                    "a run that found the code marked as sent sent it again"
                )
                stage.findings.expect(
                    look.state == .needsReconnect && look.record.reason == .codeInDoubt,
                    "it says \(look.told), not needs_reconnect (code_in_doubt)"
                )
            }.verdict
        },
        Row(
            "code-refused",
            "a code the provider refuses is told as that, and tried no more",
            nextStep: "see that a rule of errors.token names the provider's word for a refused code"
        ) { (theatre) throws(StageProblem) in
            try await theatre.scene(.code) { (stage) throws(StageProblem) in
                stage.wasToldGone = true
                stage.provider.strike(.instead(.code, theatre.blueprint.gone(.exchange(0))))
                let first = try await stage.run()
                stage.advance(hours: 2)
                let second = try await stage.run()
                stage.findings.expect(
                    first.state == .needsReconnect && first.record.reason != nil,
                    "it says \(first.told), not needs_reconnect with a reason"
                )
                stage.findings.expect(second.codeCalls == 0, "the next run sends the code again")
            }.verdict
        },
        Row(
            "lost-exchange",
            "the answer to the code is lost: the code is not sent again, and that is told",
            nextStep: "report it: the engine must not send a code twice"
        ) { (theatre) throws(StageProblem) in
            try await theatre.lostExchange(.after(.code) { $0.travelling(.close) }).verdict
        },
        Row(
            "later-step",
            "a later step of the exchange fails for a moment: the code is not sent again",
            nextStep: "report it: the engine must not send a code twice"
        ) { (theatre) throws(StageProblem) in
            guard theatre.pipeline.exchange.count > 1 else {
                return .notApplicable("the exchange has one step")
            }
            return try await theatre.scene(.code) { (stage) throws(StageProblem) in
                stage.provider.strike(
                    .instead(.laterStep, RefusalMaker.json(503, ["message": "down"])),
                    times: 1
                )
                let look = try await stage.run()
                stage.findings.expect(
                    look.isWell,
                    "the step may be made again in the same run, and it ends as \(look.told)"
                )
            }.verdict
        },
    ]
}
