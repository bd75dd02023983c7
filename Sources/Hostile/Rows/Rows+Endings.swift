import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

extension Rows {
    /// Tokens that have run out, and grants that are over.
    static let endings = [
        Row(
            "expired",
            "an access token is refused before its time: one renewal, one more try, in one run",
            nextStep: "see that errors.api reads the provider's word as expired_token"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            guard theatre.blueprint.readsData,
                let word = theatre.blueprint.expired(Self.reading(theatre))
            else { return .notApplicable("no call is made with the access token") }
            return try await theatre.scene(.fresh) { (stage) throws(StageProblem) in
                stage.provider.strike(.instead(.read, word), times: 1)
                let look = try await stage.run()
                stage.findings.expect(look.isWell, "it ends as \(look.told)")
                stage.findings.expect(
                    look.refreshCalls == 1,
                    "it renews \(look.refreshCalls) times, not once"
                )
            }.verdict
        },
        Row(
            "expired-again",
            "the API refuses renewed tokens too: one renewal a run, and never at once the end",
            nextStep: "report it: a run renews once"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            guard theatre.blueprint.readsData,
                theatre.blueprint.expired(Self.reading(theatre)) != nil
            else { return .notApplicable("no call is made with the access token") }
            return try await theatre.scene(.fresh) { (stage) throws(StageProblem) in
                stage.provider.set { $0.acceptsAccess = false }
                stage.wasToldGone = true
                let look = try await stage.run()
                stage.findings.expect(
                    look.refreshCalls == 1,
                    "it renews \(look.refreshCalls) times, not once"
                )
                stage.findings.expect(look.state == .degraded, "it says \(look.told), not degraded")
            }.verdict
        },
        Row(
            "revoked",
            "the person ends the grant: degraded at first, needs_reconnect after a second look an hour on",
            nextStep: "see that a rule of errors: reads the provider's word as reconnect"
        ) { (theatre) throws(StageProblem) in
            let beginning: Stage.Beginning = theatre.pipeline.refresh == nil ? .fresh : .due
            guard theatre.pipeline.refresh != nil || theatre.blueprint.readsData else {
                return .notApplicable("the pipeline makes no call after the exchange")
            }
            return try await theatre.scene(beginning) { (stage) throws(StageProblem) in
                try await revoked(&stage)
            }.verdict
        },
        Row(
            "revoked-reading",
            "the API tells that the grant is over: degraded at first, needs_reconnect after a second look",
            nextStep: "see that errors.api reads the provider's word as reconnect or expired_token"
        ) { (theatre) throws(StageProblem) in
            guard theatre.blueprint.readsData else {
                return .notApplicable("the pipeline reads nothing")
            }
            return try await theatre.scene(.fresh) { (stage) throws(StageProblem) in
                try await revoked(&stage)
            }.verdict
        },
        Row(
            "revokes",
            "a disconnection ends the grant at the provider",
            nextStep: "compare revoke: with the provider's documentation"
        ) { (theatre) throws(StageProblem) in
            guard theatre.pipeline.revoke != nil else {
                return .notApplicable("the pipeline has no revoke")
            }
            return try await theatre.scene(.fresh) { (stage) throws(StageProblem) in
                let failure = try await stage.revoke()
                stage.findings.expect(failure == nil, failure?.sentence ?? "")
                let ledger = stage.provider.ledger
                for fault in ledger.faults { stage.findings.expect(false, fault) }
                stage.findings.expect(ledger.isGrantDead, "the provider still keeps the grant")
            }.verdict
        },
        Row(
            "consent-end",
            "the day after which no renewal helps is told from the first run on, and does not move",
            nextStep: "report it: the absolute life counts from the consent"
        ) { (theatre) throws(StageProblem) in
            guard let life = theatre.pipeline.lifetimes.absolute else {
                return .notApplicable("the file states no absolute life")
            }
            return try await theatre.scene(.code) { (stage) throws(StageProblem) in
                let end = life.adding(to: Stage.start.addingTimeInterval(-5))
                for _ in 0..<3 {
                    let look = try await stage.run()
                    stage.findings.expect(
                        look.record.reconnectBy == end,
                        "it tells another day than \(life) after the consent"
                    )
                    stage.advance(hours: stage.hoursToNextRenewal)
                }
            }.verdict
        },
        Row(
            "cry-wolf",
            "the provider says once that the grant is gone, and then knows it again",
            nextStep: "report it: one word condemns nobody"
        ) { (theatre) throws(StageProblem) in
            var findings = Findings()
            for (target, beginning) in targets(theatre) where target != .code {
                let found = try await theatre.scene(beginning) { (stage) throws(StageProblem) in
                    let word = theatre.blueprint.gone(role(target))
                    stage.provider.strike(.instead(target, word), times: 1)
                    let first = try await stage.run()
                    stage.findings.expect(
                        first.state != .needsReconnect,
                        "it says needs_reconnect after one word"
                    )
                    stage.advance(hours: 2)
                    let second = try await stage.run()
                    stage.findings.expect(second.isWell, "the second look ends as \(second.told)")
                }
                findings.add(found, in: name(target))
            }
            return findings.verdict
        },
        Row(
            "invalid-client",
            "the app's own credentials are refused: nobody's grant is to blame",
            nextStep:
                "see that no rule of errors.token turns invalid_client or a 401 into reconnect"
        ) { (theatre) throws(StageProblem) in
            var findings = Findings()
            for (target, beginning) in targets(theatre) where target != .read {
                let word =
                    theatre.blueprint.refusals(role(target))?.answer(.app) {
                        $0.codes.contains("invalid_client")
                    }
                    ?? theatre.blueprint.refusals(role(target))?.standard(401, "invalid_client")
                guard let word else { continue }
                let found = try await theatre.scene(beginning) { (stage) throws(StageProblem) in
                    stage.provider.strike(.instead(target, word))
                    for round in 1...3 {
                        let look = try await stage.run()
                        stage.findings.expect(
                            look.state == .degraded || look.state == .pending,
                            "run \(round) ends as \(look.told), not as degraded or pending"
                        )
                        stage.advance(hours: 2)
                    }
                    stage.provider.heal()
                    let look = try await stage.run()
                    stage.findings.expect(look.isWell, "once mended, it ends as \(look.told)")
                }
                findings.add(found, in: name(target))
            }
            return findings.verdict
        },
    ]

    private static func revoked(_ stage: inout Stage) async throws(StageProblem) {
        stage.provider.revoke()
        let first = try await stage.run()
        stage.findings.expect(
            first.state == .degraded && first.record.reason != nil,
            "after the first word it says \(first.told), not degraded with a reason"
        )
        stage.advance(hours: 0.25)
        let soon = try await stage.run()
        stage.findings.expect(
            soon.state == .degraded,
            "a quarter of an hour later it says \(soon.told), not degraded"
        )
        stage.advance(hours: 2)
        let second = try await stage.run()
        stage.findings.expect(
            second.state == .needsReconnect && second.record.reason != nil,
            "after the second look it says \(second.told), not needs_reconnect with a reason"
        )
        stage.findings.expect(second.stored.grant != nil, "the grant is deleted from the vault")
        stage.advance(hours: 2)
        let later = try await stage.run()
        stage.findings.expect(
            later.refreshCalls + later.readCalls == 0 && later.state == .needsReconnect,
            "a run after that still calls the provider, or forgets"
        )
    }

    static func reading(_ theatre: Theatre) -> CallShape.Role {
        theatre.pipeline.profile == nil ? .collection(0) : .profile(0)
    }
}
