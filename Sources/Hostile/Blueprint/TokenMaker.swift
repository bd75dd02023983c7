import Documents
import FoundationEssentials
import Pipeline

/// Makes token answers in which a pipeline finds what it looks for: its JSONPaths turned round.
struct TokenMaker: Sendable {
    let pipeline: PipelineDefinition
    let standIns: StandIns

    /// What an answer has to hold.
    struct Values: Sendable {
        var accessToken: String
        /// `nil` where the provider gives none.
        var refreshToken: String?
        /// Seconds the access token lives; `nil` where it has no end.
        var life: Int?
        var now: Date
        var twist = TokenTwist()
    }

    /// Throws the first value whose place can't be built.
    func document(
        _ step: TokenStep,
        _ values: Values
    ) throws(BlueprintProblem) -> JSONValue {
        let answer = step.answer
        var document: JSONValue = [:]
        for (name, pick) in answer.copied.sorted(by: { $0.key < $1.key }) {
            guard let value = standIns.extras[name] else { continue }
            try plant(.string(value), pick, "the copied value \(name)", in: &document)
        }
        try plant(.string(StandIns.accountID), answer.accountID, "the account's id", in: &document)
        let scopes = pipeline.authorize.scopes.map(\.name).joined(separator: " ")
        if !scopes.isEmpty { try plant(.string(scopes), answer.scope, "the scopes", in: &document) }
        if let life = values.life, let source = answer.expiry.sources.first {
            let value = Self.end(life, source, values)
            try plant(value, source.pick, "the end", in: &document)
        }
        let refresh: JSONValue? =
            switch values.twist.refresh {
            case .asUsual: values.refreshToken.map { .string($0) }
            case .absent: .none
            case .empty: ""
            case .null: .null
            }
        if let refresh {
            try plant(refresh, answer.refreshToken, "the refresh token", in: &document)
        }
        try plant(
            .string(values.accessToken),
            answer.accessToken,
            "the access token",
            in: &document
        )
        try mark(step.request, &document)
        return document
    }

    /// Makes a document count as a success by the file's own signs.
    func mark(
        _ request: RequestDefinition,
        _ document: inout JSONValue
    ) throws(BlueprintProblem) {
        if let success = request.success {
            guard let marked = success.planting(nil, in: document) else {
                throw BlueprintProblem("the sign of success \(success) can't be built")
            }
            document = marked
        }
        if let failure = request.failure, !failure.select(from: document).isEmpty {
            throw BlueprintProblem("the sign of failure \(failure) is in every answer")
        }
    }

    /// Plants a value where a pick's first usable path looks.
    func plant(
        _ value: JSONValue,
        _ pick: ValuePick,
        _ subject: String,
        in document: inout JSONValue
    ) throws(BlueprintProblem) {
        guard !pick.alternatives.isEmpty else { return }
        for path in pick.alternatives {
            guard let made = path.planting(value, in: document),
                value == .null || pick.first(in: made) == value
            else { continue }
            document = made
            return
        }
        throw BlueprintProblem(
            "no answer can be built with \(subject) at \(pick.alternatives[0])"
        )
    }

    private static func end(
        _ life: Int,
        _ source: ExpiryPick.Source,
        _ values: Values
    ) -> JSONValue {
        let factor: Double =
            switch values.twist.expiry {
            case .thousandfold: 1000
            case .absurd: 1_000_000_000
            default: 1
            }
        let seconds = Double(life) * factor
        let end = values.now.timeIntervalSince1970 + seconds
        let kind = values.twist.expiry == .standard ? .seconds : source.kind
        let number: Double
        switch kind {
        case .seconds: number = seconds
        case .milliseconds: number = seconds * 1000
        case .epoch: number = end
        case .epochMilliseconds: number = end * 1000
        case .iso8601:
            return .string(Timestamp.text(Date(timeIntervalSince1970: end)))
        }
        let text = String(Int(min(number, 9e17)))
        if values.twist.expiry == .text { return .string(text) }
        return JSONNumber(text).map { .number($0) } ?? .string(text)
    }
}
