package import FoundationEssentials
package import Pipeline
package import Vault

/// Changes to a user's file that a person asks for.
///
/// Pure: the vault writes the result.
package enum Enrollment {
    /// The file with an authorization begun for one connection, which may be new.
    ///
    /// A grant that is there keeps its parameters: nobody has consented to others yet, and its
    /// token must not go to another host.
    package static func begin(
        _ authorization: PendingAuthorization,
        _ key: ConnectionKey,
        in file: UserFile
    ) -> UserFile {
        changing(key, in: file) { $0.pendingAuthorization = authorization }
    }

    /// The file with a code waiting to be exchanged, and the authorization it answers ended.
    ///
    /// - Parameters:
    ///   - text: A callback URL, its query, or a bare code.
    ///   - key: The connection it is for.
    ///   - pipeline: The provider's.
    ///   - file: The user's file, with the authorization in it.
    ///   - redirectURI: Used where no authorization was begun and only a bare code is given.
    ///   - parameters: Likewise.
    ///   - issuer: Who must have answered, where the provider says it (RFC 9207).
    ///   - now: When the code was received.
    /// - Throws: Why the callback is refused.
    /// - Returns: The file to save.
    package static func accept(
        _ text: String,
        _ key: ConnectionKey,
        _ pipeline: PipelineDefinition,
        in file: UserFile,
        redirectURI: String,
        parameters: [String: Secret],
        issuer: String? = nil,
        now: Date
    ) throws(CallbackProblem) -> UserFile {
        let begun = file.connection(key.provider, key.label)?.pendingAuthorization
        let callback = try Callback(
            text,
            pipeline,
            redirectURI: begun?.redirectURI ?? redirectURI,
            issuer: issuer
        )
        if begun == nil, !callback.isBare || pipeline.authorize.pkce != .none { throw .notBegun }
        if !callback.isBare {
            guard let begun, callback.state.map(Secret.init) == begun.state else {
                throw .stateMismatch
            }
        }
        let code = PendingCode(
            code: callback.code,
            redirectURI: begun?.redirectURI ?? redirectURI,
            verifier: begun?.verifier,
            receivedAt: now,
            extra: callback.extra,
            parameters: begun?.parameters ?? parameters
        )
        return wait(code, key, in: file)
    }

    /// The file with a code waiting to be exchanged for one connection, which may be new.
    ///
    /// What was begun for it is ended; a connection that was ended on purpose begins anew.
    package static func wait(
        _ code: PendingCode,
        _ key: ConnectionKey,
        in file: UserFile
    ) -> UserFile {
        changing(key, in: file) { connection in
            connection.pendingCode = code
            connection.pendingAuthorization = nil
            connection.generation += 1
            if connection.disconnectedAt != nil {
                connection.disconnectedAt = nil
                connection.grant = nil
            }
        }
    }

    /// The file with a connection in it that nobody has connected yet, where there is none.
    package static func note(_ key: ConnectionKey, in file: UserFile) -> UserFile {
        changing(key, in: file) { _ in }
    }

    /// The file with a connection marked as ended; the record stays, the tokens go.
    package static func disconnect(
        _ key: ConnectionKey,
        in file: UserFile,
        now: Date
    ) -> UserFile {
        changing(key, in: file) { connection in
            connection.disconnectedAt = now
            connection.generation += 1
            connection.pendingCode = nil
            connection.pendingAuthorization = nil
            connection.grant?.accessToken = nil
            connection.grant?.refreshToken = nil
            connection.grant?.extra = [:]
        }
    }

    private static func changing(
        _ key: ConnectionKey,
        in file: UserFile,
        _ change: (inout Connection) -> Void
    ) -> UserFile {
        var file = file
        let place = file.connections.firstIndex {
            $0.provider == key.provider && $0.label == key.label
        }
        var connection =
            place.map { file.connections[$0] }
            ?? Connection(provider: key.provider, label: key.label)
        change(&connection)
        if let place {
            file.connections[place] = connection
        } else {
            file.connections.append(connection)
            file.connections.sort { ($0.provider, $0.label) < ($1.provider, $1.label) }
        }
        return file
    }
}
