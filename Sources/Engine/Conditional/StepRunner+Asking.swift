import Documents
import Pipeline
import Transport

extension StepRunner {
    /// Makes a call that reads; where an earlier answer is kept, asks only whether it has changed
    /// (RFC 9110, section 13).
    func ask(
        _ definition: RequestDefinition,
        _ values: TemplateValues,
        step: String,
        page: [(name: String, value: String)] = []
    ) async throws(Failure) -> Asked {
        let request = try request(definition, values, form: .none, kind: .read, step, page)
        let slot =
            definition.isConditional ? recall.flatMap { $0.slot(step, request) } : nil
        if let slot, let kept = slot.answer(at: now()) {
            var question = request
            question.headers.append(kept.validator.header)
            let answer: Answer
            do {
                answer = try await send(
                    question,
                    definition,
                    form: .none,
                    step: step,
                    isConditional: true
                )
            } catch {
                switch error.failure {
                case .badRequest, .permission, .notFound, .app: slot.forget()
                case .transient where error.status != nil: slot.forget()
                case .transient, .reconnect, .expiredToken, .rateLimited: break
                }
                throw error
            }
            guard answer.response.status == 304 else {
                // Further pages are asked for without the condition.
                return .answer(
                    Answer(document: answer.document, response: answer.response, request: request),
                    slot
                )
            }
            if !kept.validator.isContradicted(by: answer.response) {
                slot.shelf.noteUnchanged()
                return .unchanged(kept.value)
            }
            slot.forget()
        }
        return .answer(try await send(request, definition, form: .none, step: step), slot)
    }
}
