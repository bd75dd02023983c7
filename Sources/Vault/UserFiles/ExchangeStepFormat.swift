internal import Documents
internal import FoundationEssentials

/// A finished step of an exchange in a connection file, there and back.
enum ExchangeStepFormat {
    static func object(of step: ExchangeStep) -> JSONObject {
        var object: JSONObject = [:]
        object["access_token"] = UserFileWriter.secret(step.accessToken)
        object["refresh_token"] = UserFileWriter.secret(step.refreshToken)
        object["access_expires_at"] = end(step.accessEnd)
        object["refresh_expires_at"] = end(step.refreshEnd)
        object["scopes"] = step.scopes.map { .array($0.map { .string($0) }) }
        object["account_id"] = step.accountID.map { .string($0) }
        object["extra"] = UserFileWriter.secrets(step.extra)
        object["answered_at"] = UserFileWriter.time(step.answeredAt)
        return object
    }

    static func step(in place: JSONPlace) throws(UserFileFault) -> ExchangeStep {
        ExchangeStep(
            accessToken: try place.optional("access_token")?.secret(),
            refreshToken: try place.optional("refresh_token")?.secret(),
            accessEnd: try end(place.optional("access_expires_at")),
            refreshEnd: try end(place.optional("refresh_expires_at")),
            scopes: try place.optional("scopes").map(UserFileReader.texts),
            accountID: try place.optional("account_id")?.text(),
            extra: try place.optional("extra")?.secrets() ?? [:],
            answeredAt: try place.required("answered_at").time()
        )
    }

    private static func end(_ end: ExchangeStep.End) -> JSONValue? {
        switch end {
        case .untold: nil
        case .never: "never"
        case .at(let date): UserFileWriter.time(date)
        }
    }

    private static func end(_ place: JSONPlace?) throws(UserFileFault) -> ExchangeStep.End {
        guard let place else { return .untold }
        return try place.text() == "never" ? .never : .at(place.time())
    }
}
