import Engine
import Pipeline

extension Rows {
    /// Renewals that go well, each in its own way.
    static let renewing = [
        Row(
            "renews",
            "a renewal that is due is made once, and the next run reads with it",
            nextStep: "compare refresh: with the provider's documentation"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            return try await theatre.scene(.due) { (stage) throws(StageProblem) in
                try await renewals(&stage, of: theatre, count: 3)
            }.verdict
        },
        Row(
            "rotates",
            "each renewal brings a new refresh token and kills the old one: the new one is kept",
            nextStep: "see that refresh: answer: finds the refresh token"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            guard theatre.rotates else { return notRotating(theatre) }
            return try await theatre.scene(.due) { (stage) throws(StageProblem) in
                let old = stage.provider.ledger.refreshToken
                try await renewals(&stage, of: theatre, count: 3)
                stage.findings.expect(
                    stage.provider.ledger.refreshToken != old,
                    "the provider gave no new refresh token"
                )
            }.verdict
        },
        Row(
            "omits",
            "a renewal without a refresh token in its answer keeps the old one",
            nextStep: "report it: absent means keep"
        ) { (theatre) throws(StageProblem) in
            try await omission(theatre, [.absent])
        },
        Row(
            "empties",
            "a renewal with an empty or null refresh token keeps the old one",
            nextStep: "report it: empty never replaces full"
        ) { (theatre) throws(StageProblem) in
            try await omission(theatre, [.empty, .null])
        },
        Row(
            "wavers",
            "a renewal omits the refresh token, the next brings one, the next omits it again",
            nextStep: "report it: both shapes are usual"
        ) { (theatre) throws(StageProblem) in
            try await omission(theatre, [.absent, .asUsual, .absent])
        },
        Row(
            "min-age",
            "a token is not renewed before the age the file states",
            nextStep: "report it: the engine must wait for refresh: min_age"
        ) { (theatre) throws(StageProblem) in
            if let verdict = theatre.withoutRefresh { return verdict }
            guard theatre.pipeline.refresh?.minimumAge != nil else {
                return .notApplicable("the file states no minimum age")
            }
            return try await theatre.scene(.code) { (stage) throws(StageProblem) in
                _ = try await stage.run()
                stage.provider.set { $0.acceptsAccess = false }
                stage.wasToldGone = true
                stage.advance(hours: stage.minimumAge / 3600 / 2)
                let look = try await stage.run()
                stage.findings.expect(look.refreshCalls == 0, "it was renewed too early")
            }.verdict
        },
    ]

    /// Renews so many times, each when it is due, and looks at what the vault holds.
    private static func renewals(
        _ stage: inout Stage,
        of theatre: Theatre,
        count: Int
    ) async throws(StageProblem) {
        for round in 1...count {
            let look = try await stage.run()
            stage.findings.expect(
                look.isWell,
                "renewal \(round) ends as \(look.told)"
                    + (look.failure.map { ": \($0.sentence)" } ?? "")
            )
            stage.findings.expect(
                look.refreshCalls == 1,
                "renewal \(round) took \(look.refreshCalls) calls of the token endpoint"
            )
            stage.advance(hours: stage.hoursToNextRenewal)
        }
    }

    private static func omission(
        _ theatre: Theatre,
        _ shapes: [TokenTwist.Refresh]
    ) async throws(StageProblem) -> Verdict {
        if let verdict = theatre.withoutRefresh { return verdict }
        guard theatre.pipeline.refresh?.credential == .refreshToken else {
            return .notApplicable("the access token renews itself")
        }
        return try await theatre.scene(.due) { (stage) throws(StageProblem) in
            for shape in shapes {
                stage.provider.set { $0.twist.refresh = shape }
                try await renewals(&stage, of: theatre, count: 1)
            }
            stage.provider.heal()
            try await renewals(&stage, of: theatre, count: 1)
        }.verdict
    }

    static func notRotating(_ theatre: Theatre) -> Verdict {
        theatre.pipeline.refresh?.credential == .accessToken
            ? .notApplicable("the access token renews itself")
            : .notApplicable("refresh tokens do not rotate here")
    }
}
