import Documents
import FoundationEssentials
import Pipeline
import Testing
import Transport

@testable import Engine

/// What a project's pipeline makes of one answer.
enum Classified {
    /// The failure an answer tells, or `nil` where it is a success.
    static func failure(
        _ provider: String,
        isToken: Bool,
        _ response: HTTPResponse
    ) throws -> Engine.Failure? {
        let pipeline = try ProjectPipeline.load(provider)
        let classifier = AnswerClassifier(
            table: isToken ? pipeline.errors.token : pipeline.errors.api,
            signals: pipeline.rateLimits.signals,
            step: "step",
            now: Sample.now
        )
        let step = pipeline.exchange.first?.request
        let call = isToken ? step : pipeline.profile?.steps.first?.request
        let definition = try #require(call)
        do throws(Engine.Failure) {
            _ = try classifier.document(of: response, to: definition, call: "GET host/path")
            return nil
        } catch {
            return error
        }
    }

    static func response(
        _ status: Int,
        _ body: String,
        headers: [(name: String, value: String)] = []
    ) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
    }
}
