import Documents
import FoundationEssentials
import Pipeline
import Vault

/// A user's file with every secret replaced by the word `<redacted>`.
struct RedactedUser {
    let file: UserFile
    let pipelines: [String: PipelineDefinition]

    init(_ file: UserFile, pipelines: [String: PipelineDefinition]) {
        self.file = file
        self.pipelines = pipelines
    }

    func document() -> JSONValue {
        .object([
            "schema": "latchkey/show/1",
            "user": .string(file.user.text), "connections": .array(file.connections.map(show)),
        ])
    }

    private func show(_ connection: Connection) -> JSONValue {
        var object: JSONObject = [
            "provider": .string(connection.provider), "label": .string(connection.label),
            "generation": .number(JSONNumber(connection.generation)),
        ]
        object["account_id"] = connection.accountID.map { .string($0) }
        object["disconnected_at"] = connection.disconnectedAt.map(time)
        if let grant = connection.grant {
            var shown: JSONObject = [
                "scopes": .array(grant.scopes.map { .string($0) }),
                "authorized_at": time(grant.authorizedAt), "issued_at": time(grant.issuedAt),
            ]
            shown["access_token"] = grant.accessToken.map(redacted)
            shown["refresh_token"] = grant.refreshToken.map(redacted)
            shown["access_expires_at"] = grant.accessExpiresAt.map(time)
            shown["refresh_expires_at"] = grant.refreshExpiresAt.map(time)
            for name in grant.extra.keys.sorted() { shown["extra.\(name)"] = .string("<redacted>") }
            object["grant"] = .object(shown)
        }
        if let code = connection.pendingCode {
            var shown: JSONObject = [
                "code": redacted(code.code), "received_at": time(code.receivedAt),
                "redirect_uri": .string(code.redirectURI),
            ]
            shown["attempted_at"] = code.attemptedAt.map(time)
            object["pending_code"] = .object(shown)
        }
        if let authorization = connection.pendingAuthorization {
            object["pending_authorization"] = ["begun_at": time(authorization.begunAt)]
        }
        if !connection.parameters.isEmpty { object["parameters"] = parameters(connection) }
        return .object(object)
    }

    /// A parameter is shown only where its pipeline says that it is no secret.
    private func parameters(_ connection: Connection) -> JSONValue {
        let known = pipelines[connection.provider]?.parameters ?? []
        var object = JSONObject()
        for (name, value) in connection.parameters.sorted(by: { $0.key < $1.key }) {
            let isPublic = known.contains { $0.name == name && !$0.isSecret }
            object[name] = .string(isPublic ? value.reveal() : "<redacted>")
        }
        return .object(object)
    }

    private func redacted(_ secret: Secret) -> JSONValue { .string(secret.description) }
    private func time(_ date: Date) -> JSONValue { .string(Timestamp.text(date)) }
}
