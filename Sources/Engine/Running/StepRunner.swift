import Documents
package import FoundationEssentials
package import Pipeline
package import Transport

/// Makes one call of a pipeline and reads its answer.
package struct StepRunner: Sendable {
    package let transport: any HTTPTransport
    package let pipeline: PipelineDefinition
    package let now: @Sendable () -> Date
    /// Keeps to the provider's limits; `nil` where calls are too few to count.
    var meter: CallMeter?
    /// What is kept of earlier answers; `nil` where every answer is to be a whole one.
    var recall: Recall?

    package init(
        _ transport: any HTTPTransport,
        _ pipeline: PipelineDefinition,
        now: @escaping @Sendable () -> Date
    ) {
        self.transport = transport
        self.pipeline = pipeline
        self.now = now
    }

    /// What a successful call brought.
    struct Answer {
        let document: JSONValue
        let response: HTTPResponse
        let request: HTTPRequest
    }

    /// - Parameters:
    ///   - definition: The call as the file describes it.
    ///   - values: What its templates' variables are.
    ///   - form: The standard form that applies where the file writes none.
    ///   - kind: Whether it may spend a credential.
    ///   - step: The step's name in messages.
    ///   - page: What a further page adds to the query.
    /// - Throws: What kept the call from succeeding, classified by the pipeline.
    /// - Returns: The document, and what it came with.
    func call(
        _ definition: RequestDefinition,
        _ values: TemplateValues,
        form: StandardForm,
        kind: HTTPRequest.Kind,
        step: String,
        page: [(name: String, value: String)] = []
    ) async throws(Failure) -> Answer {
        let request = try request(definition, values, form: form, kind: kind, step, page)
        return try await send(request, definition, form: form, step: step)
    }

    /// Builds a call's request.
    func request(
        _ definition: RequestDefinition,
        _ values: TemplateValues,
        form: StandardForm,
        kind: HTTPRequest.Kind,
        _ step: String,
        _ page: [(name: String, value: String)]
    ) throws(Failure) -> HTTPRequest {
        do {
            return try RequestBuilder(values, form: form)
                .request(definition, kind: kind, page: page)
        } catch {
            throw error.failure(step: step)
        }
    }

    /// Sends a request that is already built: a further page's own URL.
    ///
    /// With `isConditional` a 304 is an answer, with no document.
    func send(
        _ request: HTTPRequest,
        _ definition: RequestDefinition,
        form: StandardForm,
        step: String,
        isConditional: Bool = false
    ) async throws(Failure) -> Answer {
        var attempt = 1
        while true {
            let ticket = try await meter?.admit(step: step)
            defer { ticket?.end() }
            var request = request
            request.mostAtOnce = pipeline.rateLimits.concurrency
            if let ticket {
                request.mayGo = { @Sendable in ticket.mayGo() }
                request.wasRefused = { @Sendable in ticket.wasRefused() }
            }
            do throws(Failure) {
                return try await sendOnce(
                    request,
                    definition,
                    form: form,
                    step: step,
                    isConditional: isConditional,
                    after: ticket?.number ?? 0
                )
            } catch {
                // A limit was met while it waited for its place.
                if ticket?.isHeldBack == true {
                    await Task.yield()
                    continue
                }
                guard let meter,
                    await meter.mayRepeat(request.kind, after: error, ticket, attempt: attempt)
                else { throw error }
                attempt += 1
            }
        }
    }

    private func sendOnce(
        _ request: HTTPRequest,
        _ definition: RequestDefinition,
        form: StandardForm,
        step: String,
        isConditional: Bool,
        after number: Int
    ) async throws(Failure) -> Answer {
        let response: HTTPResponse
        do {
            response = try await transport.send(request)
        } catch {
            throw Self.failure(error, of: request.kind, step: step)
        }
        let table =
            if case .none = form { pipeline.errors.api } else { pipeline.errors.token }
        let classifier = AnswerClassifier(
            table: table,
            signals: pipeline.rateLimits.signals,
            step: step,
            now: now()
        )
        let parsed = AnswerDocument.parse(response)
        if let meter,
            let notice = RateLimitReading(signals: classifier.signals, now: classifier.now)
                .notice(response, parsed)
        {
            meter.book.note(notice, meter.party, after: number, at: classifier.now)
        }
        if isConditional, response.status == 304 {
            return Answer(document: .null, response: response, request: request)
        }
        let document = try classifier.document(
            parsed,
            of: response,
            to: definition,
            call: request.description
        )
        return Answer(document: document, response: response, request: request)
    }

    /// What a token answer without a token means.
    func missingToken(_ answer: Answer, step: String) -> Failure {
        AnswerClassifier(
            table: pipeline.errors.token,
            signals: pipeline.rateLimits.signals,
            step: step,
            now: now()
        ).missingToken(answer.response, answer.document, call: answer.request.description)
    }

    private static func failure(
        _ error: TransportError,
        of kind: HTTPRequest.Kind,
        step: String
    ) -> Failure {
        let call = "\(error.method) \(error.host)\(error.path)"
        let detail = error.code.map { "\(error.reason) (curl \($0))" } ?? error.reason
        return switch error.phase {
        case .refused:
            Failure(.badRequest, .badRequest, step: step, call: call, detail: detail)
        case .connecting, .sent:
            Failure(
                .transient,
                .unreachable,
                step: step,
                call: call,
                detail: detail,
                isAmbiguous: error.mayHaveBeenSent
            )
        case .cancelled:
            // What may be spent and was cut in flight had its turn: the provider may have acted.
            Failure(
                .transient,
                kind == .spend && error.mayHaveBeenSent ? .answerLost : .notReached,
                step: step,
                call: call,
                detail: detail,
                isAmbiguous: error.mayHaveBeenSent
            )
        }
    }
}
