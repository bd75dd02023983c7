import Documents
import Engine
import FoundationEssentials
import Pipeline
import Transport

/// Answers' headers, at every clock: rate limits, waits, dates.
struct HeadersTarget: FuzzTarget {
    let name = "headers"
    let corpus = [
        "Retry-After: 120", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT",
        "X-RateLimit-Reset: 1795514500\nX-RateLimit-Remaining: 0",
        "X-App-Usage: {\"call_count\":100,\"estimated_time_to_regain_access\":19}",
        "X-Business-Use-Case-Usage: {\"1\":[{\"estimated_time_to_regain_access\":5}]}",
        "Ratelimit-Reset: 5\nX-Ratelimit-Reset: 2030-01-02T03:04:05.678Z\nDate: x",
        "Link: <https://a.example/?page=2>; rel=\"next\", <https://a.example/>; rel=first",
    ].map { Array("anything\n429\n\($0)\n\n{}".utf8) }
    let tokens = [
        "Retry-After: ", "X-RateLimit-Reset: ", "X-Rate-Limit-Reset: ", "Link: ", "<", ">;",
        "rel=next", ",", ";", "\"",
    ]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        for response in AnswerScript(input).answers {
            for now in Clocks.all {
                try wait(response, now)
                for pipeline in ProjectFiles.definitions {
                    try classify(response, pipeline, now)
                }
            }
        }
    }

    private func wait(_ response: HTTPResponse, _ now: Date) throws(FuzzFinding) {
        for kind in [HTTPRequest.Kind.read, .renew, .spend] {
            let decision = RetryPolicy().decide(
                attempt: 1,
                kind: kind,
                outcome: .answered(response),
                random: 0.5,
                now: now
            )
            guard case .wait(let wait) = decision else { continue }
            try FuzzFinding.unless(
                kind != .spend && wait >= .zero && wait <= .seconds(30),
                "a call of kind \(kind) waits \(wait)"
            )
        }
    }

    private func classify(
        _ response: HTTPResponse,
        _ pipeline: PipelineDefinition,
        _ now: Date
    ) throws(FuzzFinding) {
        guard let request = pipeline.exchange.first?.request else { return }
        for table in [pipeline.errors.api, pipeline.errors.token] {
            do {
                _ = try AnswerClassifier(
                    table: table,
                    signals: pipeline.rateLimits.signals,
                    step: "profile",
                    now: now
                ).document(of: response, to: request, call: "GET a.example/me")
            } catch {
                guard let retryAt = error.retryAt else { continue }
                try FuzzFinding.unless(retryAt > now, "a wait that is over")
                _ = Timestamp.text(retryAt)
            }
        }
    }
}
