import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

extension Rows {
    /// Times told rightly, wrongly, and in odd shapes.
    static let clocks = [
        Row(
            "expiry",
            "an answer tells its end the standard's way: seconds in expires_in",
            nextStep:
                "mend the unit (as:) of expires: in the answers; RFC 6749 counts expires_in in seconds"
        ) { (theatre) throws(StageProblem) in
            guard let life = theatre.blueprint.accessLife else {
                return .notApplicable("the access token has no end")
            }
            let step = theatre.pipeline.exchange[theatre.blueprint.grantingStep]
            guard let source = step.answer.expiry.sources.first else {
                return .notApplicable("the file reads no end")
            }
            let isStandard = source.pick.alternatives.contains { $0.text == "$.expires_in" }
            return try await theatre.scene(.code) { (stage) throws(StageProblem) in
                if isStandard { stage.provider.set { $0.twist.expiry = .standard } }
                let look = try await stage.run()
                let end = look.stored.grant?.accessExpiresAt
                let wanted = Stage.start.addingTimeInterval(Double(life))
                stage.findings.expect(
                    end == wanted,
                    "a token of \(life) s is taken to end \(Self.distance(end)), not \(life) s after its answer"
                )
            }.verdict
        },
        Row(
            "expiry-text",
            "numbers in quotes are numbers",
            nextStep: "report it: providers write numbers as texts"
        ) { (theatre) throws(StageProblem) in
            guard theatre.blueprint.accessLife != nil else {
                return .notApplicable("the access token has no end")
            }
            return try await theatre.scene(.code) { (stage) throws(StageProblem) in
                stage.provider.set { $0.twist.expiry = .text }
                let look = try await stage.run()
                stage.findings.expect(look.isWell, "it ends as \(look.told)")
                stage.findings.expect(
                    look.stored.grant?.accessExpiresAt
                        == Stage.start.addingTimeInterval(Double(theatre.blueprint.accessLife ?? 0)),
                    "the end is not understood"
                )
            }.verdict
        },
        Row(
            "expiry-thousandfold",
            "an end in milliseconds where seconds are due does not let the connection die",
            nextStep:
                "write lifetimes: access: so that an end that can't be believed has a substitute"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            return try await wrongEnd(theatre, .thousandfold)
        },
        Row(
            "expiry-absurd",
            "an end beyond any token's life is not believed",
            nextStep:
                "write lifetimes: access: so that an end that can't be believed has a substitute"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            return try await wrongEnd(theatre, .absurd)
        },
        skewed("skew-hour", "an hour", 3600),
        skewed("skew-year", "a year", 365 * 86_400),
    ]

    private static func distance(_ end: Date?) -> String {
        end.map { "\(Int($0.timeIntervalSince(Stage.start))) s" } ?? "never"
    }

    /// Lives through twice the token's real life, with runs as a schedule has them.
    private static func wrongEnd(
        _ theatre: Theatre,
        _ expiry: TokenTwist.Expiry
    ) async throws(StageProblem) -> Verdict {
        guard theatre.blueprint.readsData || theatre.blueprint.renewsAccessToken else {
            return .notApplicable("nothing is read with the access token")
        }
        return try await theatre.scene(.code) { (stage) throws(StageProblem) in
            stage.provider.set { $0.twist.expiry = expiry }
            let hours = Double(theatre.blueprint.accessLife ?? 3600) / 3600 / 6
            for round in 0..<12 {
                let look = try await stage.run()
                stage.findings.expect(
                    look.isWell,
                    "after \(Int(Double(round) * hours)) hours it says \(look.told)"
                )
                let ends = [look.record.expiresAt, look.stored.grant?.accessExpiresAt]
                let horizon = stage.clock.now.addingTimeInterval(50 * 366 * 86_400)
                stage.findings.expect(
                    expiry != .absurd || ends.compactMap(\.self).allSatisfy { $0 < horizon },
                    "it believes an end in more than fifty years"
                )
                stage.advance(hours: hours)
            }
        }.verdict
    }

    private static func skewed(_ id: String, _ distance: String, _ seconds: Double) -> Row {
        Row(
            id,
            "the provider's clock is \(distance) off, ahead or behind: nothing changes",
            nextStep: "report it: ends count from our own clock"
        ) { (theatre) throws(StageProblem) in
            var findings = Findings()
            for skew in [seconds, -seconds] {
                for (target, beginning) in targets(theatre) {
                    let found = try await theatre.scene(beginning) { (stage) throws(StageProblem) in
                        stage.provider.set { $0.skew = skew }
                        for _ in 0..<2 {
                            let look = try await stage.run()
                            stage.findings.expect(look.isWell, "it ends as \(look.told)")
                            stage.advance(hours: 3)
                        }
                    }
                    findings.add(found, in: "\(name(target)), \(skew > 0 ? "ahead" : "behind")")
                }
            }
            return findings.verdict
        }
    }
}
