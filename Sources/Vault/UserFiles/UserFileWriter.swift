internal import Documents
internal import FoundationEssentials

/// Turns a connection file into its JSON tree, members in the order a person reads them.
enum UserFileWriter {
    static func value(of file: UserFile) -> JSONValue {
        var sorted = file
        sorted.sortConnections()
        sorted.sortReceipts()
        var object: JSONObject = [
            "format": .string(UserFileCodec.format),
            "version": .number(JSONNumber(UserFileCodec.version)),
            "user": .string(file.user.text),
            "connections": .array(sorted.connections.map { .object(self.object(of: $0)) }),
        ]
        if !sorted.receipts.isEmpty {
            object["receipts"] = .array(sorted.receipts.map { .object(self.object(of: $0)) })
        }
        return .object(object)
    }

    /// One connection alone: equal ones give equal bytes.
    static func text(of connection: Connection) -> [UInt8] {
        JSONValue.object(object(of: connection)).compactText()
    }

    private static func object(of connection: Connection) -> JSONObject {
        var object: JSONObject = [
            "provider": .string(connection.provider),
            "label": .string(connection.label),
        ]
        object["account_id"] = connection.accountID.map { .string($0) }
        object["generation"] = .number(JSONNumber(connection.generation))
        object["grant"] = connection.grant.map { .object(self.object(of: $0)) }
        object["pending_authorization"] = connection.pendingAuthorization.map {
            .object(self.object(of: $0))
        }
        object["pending_code"] = connection.pendingCode.map { .object(self.object(of: $0)) }
        object["spent_code"] = connection.spentCode.map {
            .object(["salt": .string($0.salt), "hash": .string($0.hash)])
        }
        object["parameters"] = secrets(connection.parameters)
        object["disconnected_at"] = time(connection.disconnectedAt)
        return object
    }

    private static func object(of grant: Grant) -> JSONObject {
        var object: JSONObject = [:]
        object["access_token"] = secret(grant.accessToken)
        object["refresh_token"] = secret(grant.refreshToken)
        object["scopes"] = .array(grant.scopes.map { .string($0) })
        object["authorized_at"] = time(grant.authorizedAt)
        object["issued_at"] = time(grant.issuedAt)
        object["access_expires_at"] = time(grant.accessExpiresAt)
        object["refresh_expires_at"] = time(grant.refreshExpiresAt)
        object["extra"] = secrets(grant.extra)
        return object
    }

    private static func object(of code: PendingCode) -> JSONObject {
        var object: JSONObject = [:]
        object["code"] = secret(code.code)
        object["redirect_uri"] = .string(code.redirectURI)
        object["code_verifier"] = secret(code.verifier)
        object["received_at"] = time(code.receivedAt)
        object["attempted_at"] = time(code.attemptedAt)
        object["extra"] = secrets(code.extra)
        object["parameters"] = secrets(code.parameters)
        if !code.steps.isEmpty {
            object["steps"] = .array(
                code.steps.map { .object(ExchangeStepFormat.object(of: $0)) }
            )
        }
        return object
    }

    private static func object(of authorization: PendingAuthorization) -> JSONObject {
        var object: JSONObject = [:]
        object["state"] = secret(authorization.state)
        object["code_verifier"] = secret(authorization.verifier)
        object["redirect_uri"] = .string(authorization.redirectURI)
        object["begun_at"] = time(authorization.begunAt)
        object["parameters"] = secrets(authorization.parameters)
        return object
    }

    private static func object(of receipt: Receipt) -> JSONObject {
        var object: JSONObject = ["message": .string(receipt.message)]
        object["invitation"] = receipt.invitation.map { .string($0) }
        object["until"] = time(receipt.until)
        return object
    }

    static func secret(_ secret: Secret?) -> JSONValue? {
        secret.map { .string($0.reveal()) }
    }

    static func time(_ date: Date?) -> JSONValue? {
        date.map { .string(Timestamp.text($0)) }
    }

    /// Sorted by name, so that equal files give equal bytes; nothing for none.
    static func secrets(_ secrets: [String: Secret]) -> JSONValue? {
        guard !secrets.isEmpty else { return nil }
        var object: JSONObject = [:]
        for (name, value) in secrets.sorted(by: { $0.key < $1.key }) {
            object[name] = .string(value.reveal())
        }
        return .object(object)
    }
}
