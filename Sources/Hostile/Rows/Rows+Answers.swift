import Documents
import Engine
import Pipeline

extension Rows {
    private static let page = "<!doctype html><html><title>Sorry</title><p>Blocked.</p></html>"

    /// Answers that are not what they should be, at each kind of call.
    static let answers = [
        Row(
            "html-200",
            "an HTML page instead of JSON, with 200: believed nowhere, condemns nobody",
            nextStep: "report it: a page is no word about a grant"
        ) { (theatre) throws(StageProblem) in
            try await everywhere(theatre) { _ in html(200) }
        },
        Row(
            "html-400",
            "a proxy's HTML page with 400: condemns nobody",
            nextStep: "see that no rule of errors: turns a bare 400 into reconnect"
        ) { (theatre) throws(StageProblem) in
            try await everywhere(theatre) { _ in html(400) }
        },
        Row(
            "html-403",
            "a firewall's HTML page with 403: condemns nobody",
            nextStep: "see that no rule of errors: turns a bare 403 into reconnect"
        ) { (theatre) throws(StageProblem) in
            try await everywhere(theatre) { _ in html(403) }
        },
        Row(
            "empty",
            "an empty body with 200: a token call has brought nothing, and that is told",
            nextStep: "report it: an empty answer is no token"
        ) { (theatre) throws(StageProblem) in
            try await everywhere(theatre, [.code, .refresh]) { answer in
                WireAnswer(status: 200, headers: answer.headers, body: [])
            }
        },
        Row(
            "truncated",
            "the body ends before the length that was promised",
            nextStep: "report it: half an answer is none"
        ) { (theatre) throws(StageProblem) in
            try await everywhere(theatre) { $0.travelling(.cut($0.body.count / 2)) }
        },
        Row(
            "huge",
            "an answer larger than any that is taken",
            nextStep: "report it: the limit must hold"
        ) { (theatre) throws(StageProblem) in
            try await everywhere(theatre) { answer in
                var answer = answer
                answer.body += repeatElement(UInt8(ascii: " "), count: Grounds.answerLimit + 1)
                return answer
            }
        },
        Row(
            "slow",
            "answers come later than the timeout",
            nextStep: "report it: a timeout is a passing fault"
        ) { (theatre) throws(StageProblem) in
            try await everywhere(theatre, [.code, .read], .hasty) { $0.travelling(.hang) }
        },
        Row(
            "drip",
            "answers come a byte at a time, beyond the time for the whole",
            nextStep: "report it: the time for a whole call must hold"
        ) { (theatre) throws(StageProblem) in
            try await everywhere(theatre, [.code, .read], .hasty) { $0.travelling(.drip(20)) }
        },
        Row(
            "told-in-200",
            "a failure told in a 200 is a failure, and one word does not condemn",
            nextStep: "write failure: or success: for calls whose failures come with a 200"
        ) { (theatre) throws(StageProblem) in
            guard theatre.pipeline.refresh != nil, let maker = theatre.blueprint.refusals(.refresh)
            else { return .notApplicable("the pipeline has no refresh") }
            guard let answer = maker.toldIn200(theatre.blueprint.gone(.refresh)) else {
                return .notApplicable(
                    "the file's signs of success and failure leave no such answer"
                )
            }
            return try await theatre.scene(.due) { (stage) throws(StageProblem) in
                stage.provider.strike(.instead(.refresh, answer), times: 1)
                let first = try await stage.run()
                stage.findings.expect(
                    first.state == .degraded || first.state == .inDoubt,
                    "it says \(first.told), not degraded or in_doubt"
                )
                stage.advance(hours: 2)
                let second = try await stage.run()
                stage.findings.expect(second.isWell, "the next run ends as \(second.told)")
            }.verdict
        },
        Row(
            "wrong-type",
            "the right JSON under a wrong content type is taken",
            nextStep: "report it: providers mislabel their JSON"
        ) { (theatre) throws(StageProblem) in
            try await theatre.scene(.code) { (stage) throws(StageProblem) in
                stage.provider.strike(
                    .after(.everything) { $0.with("Content-Type", "text/html; charset=utf-8") }
                )
                let look = try await stage.run()
                stage.findings.expect(look.isWell, "it ends as \(look.told)")
            }.verdict
        },
        Row(
            "unasked-304",
            "a 304 to a reading that put no condition is no answer, and condemns nobody",
            nextStep: "report it: a 304 stands only for what was kept"
        ) { (theatre) throws(StageProblem) in
            guard theatre.blueprint.readsData else {
                return .notApplicable("the pipeline reads no data")
            }
            return try await everywhere(theatre, [.read]) { _ in
                WireAnswer(status: 304, headers: [("ETag", "\"v2\"")], body: [])
            }
        },
        Row(
            "redirect",
            "a token call answered with a redirect is not made elsewhere",
            nextStep: "report it: a token call follows no redirect"
        ) { (theatre) throws(StageProblem) in
            let trap = WireAnswer(
                status: 302,
                headers: [("Location", HostileProvider.trap)],
                body: []
            )
            return try await everywhere(theatre, [.code, .refresh], acts: false) { _ in trap }
        },
    ]

    static func html(_ status: Int) -> WireAnswer {
        WireAnswer(
            status: status,
            headers: [("Content-Type", "text/html")],
            body: Array(page.utf8)
        )
    }

    /// The same answer to the code, to a renewal and to a reading, each on a stage of its own.
    ///
    /// A renewal's and a code's answer may be lost after the provider has acted, which is the
    /// harder case; pages of proxies and redirects come in the place of the provider's deed.
    private static func everywhere(
        _ theatre: Theatre,
        _ targets: [Fault.Target] = [.code, .refresh, .read],
        _ patience: Grounds.Patience = .patient,
        acts: Bool? = nil,
        _ spoil: @escaping @Sendable (WireAnswer) -> WireAnswer
    ) async throws(StageProblem) -> Verdict {
        var findings = Findings()
        if targets.contains(.code) {
            let found = try await theatre.lostExchange(
                Fault(target: .code, acts: acts ?? true, spoil: spoil),
                patience
            )
            findings.add(found, in: "exchange")
        }
        if targets.contains(.refresh), theatre.pipeline.refresh != nil {
            if acts ?? true {
                let found = try await theatre.lostRenewal(spoil, patience)
                findings.add(found, in: "refresh, acted on")
            }
            let found = try await theatre.passing(
                Fault(target: .refresh, acts: false, spoil: spoil),
                patience
            )
            findings.add(found, in: "refresh")
        }
        if targets.contains(.read), theatre.blueprint.readsData {
            findings.add(
                try await theatre.passing(.after(.read, spoil), patience),
                in: "reading"
            )
        }
        return findings.verdict
    }
}
