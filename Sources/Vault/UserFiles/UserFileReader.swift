internal import Documents

/// Reads the members of a connection file's plaintext.
enum UserFileReader {
    static func file(in root: JSONPlace) throws(UserFileFault) -> UserFile {
        guard let format = try root.optional("format"),
            case .string(UserFileCodec.format) = format.value
        else { throw root.fault("it is no \(UserFileCodec.format) file") }
        let version = try root.required("version").wholeNumber()
        guard version <= UserFileCodec.version else {
            throw root.fault(
                "it is of format version \(version) and this latchkey reads versions up to "
                    + "\(UserFileCodec.version): update latchkey"
            )
        }
        guard version > 0 else { throw root.fault("format version 0 never was") }
        let userPlace = try root.required("user")
        guard let user = UserID(try userPlace.text()) else {
            throw userPlace.fault("expected a user id")
        }
        var file = UserFile(user: user)
        var names: Set<[String]> = []
        for place in try root.optional("connections")?.elements() ?? [] {
            let connection = try connection(in: place)
            guard names.insert([connection.provider, connection.label]).inserted else {
                throw place.fault("an earlier connection has the same provider and label")
            }
            file.connections.append(connection)
        }
        file.sortConnections()
        for place in try root.optional("receipts")?.elements() ?? [] {
            file.receipts.append(try receipt(in: place))
        }
        file.sortReceipts()
        return file
    }

    private static func connection(in place: JSONPlace) throws(UserFileFault) -> Connection {
        Connection(
            provider: try place.required("provider").name(),
            label: try place.optional("label")?.name() ?? Connection.defaultLabel,
            accountID: try place.optional("account_id")?.text(),
            grant: try place.optional("grant").map(grant),
            pendingAuthorization: try place.optional("pending_authorization").map(authorization),
            pendingCode: try place.optional("pending_code").map(code),
            spentCode: try place.optional("spent_code").map(spentCode),
            generation: try place.optional("generation")?.wholeNumber() ?? 0,
            parameters: try place.optional("parameters")?.secrets() ?? [:],
            disconnectedAt: try place.optional("disconnected_at")?.time()
        )
    }

    private static func grant(in place: JSONPlace) throws(UserFileFault) -> Grant {
        // Either time says the other well enough; without both no clock could start.
        let authorizedAt = try place.optional("authorized_at")?.time()
        let issuedAt = try place.optional("issued_at")?.time()
        guard let anyTime = authorizedAt ?? issuedAt else {
            throw place.fault("authorized_at is missing")
        }
        return Grant(
            accessToken: try place.optional("access_token")?.secret(),
            refreshToken: try place.optional("refresh_token")?.secret(),
            scopes: try place.optional("scopes").map(texts) ?? [],
            authorizedAt: authorizedAt ?? anyTime,
            issuedAt: issuedAt ?? anyTime,
            accessExpiresAt: try place.optional("access_expires_at")?.time(),
            refreshExpiresAt: try place.optional("refresh_expires_at")?.time(),
            extra: try place.optional("extra")?.secrets() ?? [:]
        )
    }

    private static func code(in place: JSONPlace) throws(UserFileFault) -> PendingCode {
        PendingCode(
            code: try place.required("code").secret(),
            redirectURI: try place.required("redirect_uri").text(),
            verifier: try place.optional("code_verifier")?.secret(),
            receivedAt: try place.required("received_at").time(),
            attemptedAt: try place.optional("attempted_at")?.time(),
            extra: try place.optional("extra")?.secrets() ?? [:],
            parameters: try place.optional("parameters")?.secrets() ?? [:],
            steps: try steps(place.optional("steps"))
        )
    }

    private static func steps(_ place: JSONPlace?) throws(UserFileFault) -> [ExchangeStep] {
        var steps: [ExchangeStep] = []
        for element in try place?.elements() ?? [] {
            steps.append(try ExchangeStepFormat.step(in: element))
        }
        return steps
    }

    private static func spentCode(in place: JSONPlace) throws(UserFileFault) -> SpentCode {
        SpentCode(
            salt: try place.required("salt").text(),
            hash: try place.required("hash").text()
        )
    }

    private static func authorization(
        in place: JSONPlace
    ) throws(UserFileFault) -> PendingAuthorization {
        PendingAuthorization(
            state: try place.required("state").secret(),
            verifier: try place.optional("code_verifier")?.secret(),
            redirectURI: try place.required("redirect_uri").text(),
            begunAt: try place.required("begun_at").time(),
            parameters: try place.optional("parameters")?.secrets() ?? [:]
        )
    }

    private static func receipt(in place: JSONPlace) throws(UserFileFault) -> Receipt {
        Receipt(
            message: try place.required("message").text(),
            invitation: try place.optional("invitation")?.text(),
            until: try place.required("until").time()
        )
    }

    static func texts(in place: JSONPlace) throws(UserFileFault) -> [String] {
        var texts: [String] = []
        for element in try place.elements() { texts.append(try element.text()) }
        return texts
    }
}
