import Documents
import Engine
import Pipeline

extension Rows {
    /// Renewals that the provider acts on and whose answers do not arrive.
    static let losing = [
        lost("lost-reply", "the connection is closed after the renewal was acted on") {
            $0.travelling(.close)
        },
        lost("reset-reply", "the connection is reset in the middle of the answer to a renewal") {
            $0.travelling(.reset($0.body.count / 2))
        },
        lost("gateway-timeout", "a 504 comes back from a renewal that was acted on") { _ in
            RefusalMaker.json(504, ["message": "gateway timeout"])
        },
        lost("slow-reply", "the answer to a renewal takes longer than the timeout", .hasty) {
            $0.travelling(.hang)
        },
        lost("drip-reply", "the answer to a renewal drips, a byte at a time", .hasty) {
            $0.travelling(.drip(20))
        },
        Row(
            "lenient",
            "the reply is lost after rotating, and the old token works a little longer: kept",
            nextStep: "report it: what is in doubt is tried at once"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            guard theatre.rotates else { return notRotating(theatre) }
            return try await theatre.scene(.due) { (stage) throws(StageProblem) in
                stage.provider.set { $0.isLenient = true }
                stage.provider.strike(.after(.refresh) { $0.travelling(.close) }, times: 1)
                let first = try await stage.run()
                stage.findings.expect(
                    first.state == .inDoubt,
                    "after the lost answer it says \(first.told), not in_doubt"
                )
                stage.advance(hours: 0.2)
                let second = try await stage.run()
                stage.findings.expect(
                    second.isWell,
                    "the old token still worked, and the next run ends as \(second.told)"
                )
            }.verdict
        },
    ]

    private static func lost(
        _ id: String,
        _ what: String,
        _ patience: Grounds.Patience = .patient,
        _ spoil: @escaping @Sendable (WireAnswer) -> WireAnswer
    ) -> Row {
        Row(
            id,
            "\(what): kept where the old token still works, in doubt and then told where it does not",
            nextStep:
                "see that refresh: rotates: says always or sometimes where the provider rotates"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            return try await theatre.lostRenewal(spoil, patience).verdict
        }
    }
}
