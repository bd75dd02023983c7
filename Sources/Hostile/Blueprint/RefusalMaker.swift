import Documents
import Engine
import FoundationEssentials
import Pipeline
import Transport

/// Finds, in a pipeline's error tables, how a provider says a thing, and builds that answer.
///
/// What it builds is checked with the engine's own classifier, so that a row tests what the engine
/// does with a word, and not whether the kit has guessed the word.
struct RefusalMaker: Sendable {
    let table: ErrorTable
    let request: RequestDefinition

    /// An answer that the table reads as this class.
    ///
    /// - Parameters:
    ///   - wanted: The class.
    ///   - accepts: Narrows the rules: by reason, by status.
    /// - Returns: `nil` where no rule that can be built says so.
    func answer(
        _ wanted: FailureClass,
        _ accepts: (ErrorRule) -> Bool = { _ in true }
    ) -> WireAnswer? {
        for rule in table.rules where rule.failure == wanted && accepts(rule) {
            if let answer = answer(rule), reads(answer, wanted) { return answer }
        }
        return nil
    }

    /// The standard's answer: a status, and a code where the table looks for codes.
    func standard(_ status: Int, _ code: String) -> WireAnswer {
        let document = plant(.string(code), table.code, in: nil) ?? ["error": .string(code)]
        return Self.json(status, document)
    }

    /// The same refusal told in a 200; `nil` where the file has no word for it.
    func toldIn200(_ refusal: WireAnswer) -> WireAnswer? {
        guard var document = try? JSONValue(parsing: refusal.body) else { return nil }
        if let failure = request.failure {
            guard let marked = failure.planting(nil, in: document) else { return nil }
            document = marked
        }
        if let success = request.success, !success.select(from: document).isEmpty { return nil }
        return Self.json(200, document)
    }

    static func json(_ status: Int, _ document: JSONValue) -> WireAnswer {
        WireAnswer(
            status: status,
            headers: [("Content-Type", "application/json")],
            body: document.compactText()
        )
    }

    private func answer(_ rule: ErrorRule) -> WireAnswer? {
        var document: JSONValue?
        if let code = rule.codes.sorted().first {
            document = plant(Self.code(code), table.code, in: document)
            guard document != nil else { return nil }
        }
        if let subcode = rule.subcodes.sorted().first {
            document = plant(Self.code(subcode), table.subcode, in: document)
            guard document != nil else { return nil }
        }
        if let match = rule.match {
            document = match.planting(nil, in: document)
            guard document != nil else { return nil }
        }
        let status = rule.statuses.first?.lowerBound ?? Self.usualStatus(rule.failure)
        var answer = Self.json(status, document ?? ["message": "refused"])
        if let header = rule.header {
            answer.headers.append((header.name, header.value ?? "60"))
        }
        if (200...299).contains(status) { return toldIn200(answer) }
        return answer
    }

    private func plant(_ value: JSONValue, _ pick: ValuePick, in document: JSONValue?) -> JSONValue?
    {
        for path in pick.alternatives {
            if let made = path.planting(value, in: document) { return made }
        }
        return nil
    }

    private func reads(_ answer: WireAnswer, _ wanted: FailureClass) -> Bool {
        let response = HTTPResponse(
            status: answer.status,
            headers: answer.headers,
            body: answer.body
        )
        do {
            _ = try AnswerClassifier(table: table, signals: [], step: "kit", now: Date())
                .document(of: response, to: request, call: "")
            return false
        } catch {
            return error.failure == wanted
        }
    }

    /// Codes are numbers where they look like some (Meta), and texts elsewhere.
    private static func code(_ text: String) -> JSONValue {
        JSONNumber(text).map { .number($0) } ?? .string(text)
    }

    private static func usualStatus(_ failure: FailureClass) -> Int {
        switch failure {
        case .expiredToken: 401
        case .permission: 403
        case .transient: 503
        case .notFound: 404
        case .reconnect, .rateLimited, .app, .badRequest: 400
        }
    }
}
