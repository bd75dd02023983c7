package import Documents
import FoundationEssentials
package import Pipeline
import Transport

/// Reads a connection's profile and collections with a token known to be good.
package struct DataSync: Sendable {
    package let runner: StepRunner

    package init(_ runner: StepRunner) {
        self.runner = runner
    }

    /// What was read.
    package struct Reading: Sendable {
        package var fields: JSONObject = [:]
        /// Names of fields whose step was not due, or was optional and failed.
        package var missed: Set<String> = []
        /// Failures that failed nothing but an optional step.
        package var notes: [Failure] = []
    }

    /// The profile's fields, of all its steps or of those named.
    package func profile(
        _ definition: ProfileDefinition,
        only due: [String]? = nil,
        _ values: TemplateValues
    ) async throws(Failure) -> Reading {
        var reading = Reading()
        for step in definition.steps {
            guard due?.contains(step.name) ?? true else {
                reading.missed.formUnion(step.fields.map(\.name))
                continue
            }
            let name = definition.steps.count == 1 ? "profile" : "profile/\(step.name)"
            do throws(Failure) {
                let fields: JSONObject
                switch try await runner.ask(step.request, values, step: name) {
                case .unchanged(let kept):
                    fields = kept.object ?? [:]
                case .answer(let answer, let slot):
                    fields = try Self.fields(of: answer, to: step, name)
                    slot?.keep(
                        .object(fields),
                        of: answer.response,
                        until: Self.end(of: step.fields, in: [fields]),
                        at: runner.now()
                    )
                }
                for member in fields.members where reading.fields[member.name] == nil {
                    reading.fields[member.name] = member.value
                }
            } catch {
                guard step.isOptional, error.failure != .expiredToken, error.reason != .notReached
                else { throw error }
                reading.missed.formUnion(step.fields.map(\.name))
                reading.notes.append(error)
            }
        }
        // Another step may have brought them.
        reading.missed.subtract(reading.fields.members.map(\.name))
        return reading
    }

    private static func fields(
        of answer: StepRunner.Answer,
        to step: ProfileDefinition.Step,
        _ name: String
    ) throws(Failure) -> JSONObject {
        let fields = FieldReading.fields(step.fields, in: answer.document)
        if let first = step.fields.first, fields.members.isEmpty, !step.isOptional {
            throw Failure(
                .transient,
                .unexpectedAnswer,
                step: name,
                call: answer.request.description,
                status: answer.response.status,
                detail:
                    "the answer has none of the fields the pipeline file names, \(first.name) first"
            )
        }
        return fields
    }

    /// When the first of the media links is to be replaced: until then a kept answer is as good.
    private static func end(of fields: [FieldDefinition], in objects: [JSONObject]) -> Date? {
        let names = fields.filter { $0.kind == .mediaURL }.map {
            FieldReading.expiryName($0.name)
        }
        let ends = objects.flatMap { object in
            names.compactMap { object[$0]?.string.flatMap { Timestamp.parse($0) } }
        }
        return ends.min()?.addingTimeInterval(-ProfileMerge.linkMargin)
    }

    /// A collection's items, page after page, up to its limit.
    package func collection(
        _ definition: CollectionDefinition,
        _ values: TemplateValues
    ) async throws(Failure) -> [JSONValue] {
        let name = definition.name
        var items: [JSONValue] = []
        var position = PagePosition(definition.paging)
        var answer: StepRunner.Answer
        var slot: AnswerSlot?
        switch try await runner.ask(definition.request, values, step: name, page: position.first) {
        case .unchanged(let kept): return kept.array ?? []
        case .answer(let first, let place): (answer, slot) = (first, place)
        }
        // A first page speaks for the whole list only where it is all of it, and says so itself.
        if case .link = definition.paging { slot = nil }
        while true {
            guard let page = definition.items.first(in: answer.document)?.array else {
                if answer.document == .null { return items }
                throw Failure(
                    .transient,
                    .unexpectedAnswer,
                    step: name,
                    call: answer.request.description,
                    status: answer.response.status,
                    detail: "the answer has no list where the pipeline file looks for it"
                )
            }
            for item in page where items.count < definition.limit {
                items.append(.object(FieldReading.fields(definition.fields, in: item)))
            }
            guard items.count < definition.limit,
                let next = position.next(
                    after: answer.response,
                    answer.document,
                    count: page.count,
                    from: answer.request.url
                )
            else {
                slot?.keep(
                    .array(items),
                    of: answer.response,
                    until: Self.end(of: definition.fields, in: items.compactMap(\.object)),
                    at: runner.now()
                )
                return items
            }
            slot?.forget()
            slot = nil
            switch next {
            case .query(let page):
                answer = try await runner.call(
                    definition.request,
                    values,
                    form: .none,
                    kind: .read,
                    step: name,
                    page: page
                )
            case .url(let url):
                var request = answer.request
                request.url = url
                answer = try await runner.send(
                    request,
                    definition.request,
                    form: .none,
                    step: name
                )
            }
        }
    }
}
