internal import Documents
internal import FoundationEssentials
package import JOSE
internal import Vault

extension Invitation {
    /// The invitation as a signed text (RFC 7515, compact).
    package func token(signedBy key: SigningKey) throws(JOSEProblem) -> String {
        var claims: JSONObject = [
            "iss": .string(issuer), "sub": .string(user.text), "jti": .string(id),
            "iat": .number(JSONNumber(Int(issuedAt.timeIntervalSince1970))),
            "exp": .number(JSONNumber(Int(endsAt.timeIntervalSince1970))),
        ]
        claims["provider"] = provider.map { .string($0) }
        claims["label"] = label.map { .string($0) }
        claims["name"] = name.map { .string($0) }
        return try CompactJWS.make(.object(claims), type: Self.type, by: key)
    }

    /// Reads a token whose signature fits one of the keys.
    ///
    /// Its time, its being used or revoked are somebody else's to judge.
    package static func read(
        _ token: String,
        keys: [SigningKey]
    ) throws(JOSEProblem) -> Invitation {
        let signed = try parsed(token)
        return try invitation(in: try signed.verified(by: keys))
    }

    /// What a token says, believed by nobody: for taking back one that was signed long ago.
    package static func unverified(_ token: String) throws(JOSEProblem) -> Invitation {
        try invitation(in: try parsed(token).unverified)
    }

    private static func parsed(_ token: String) throws(JOSEProblem) -> CompactJWS {
        guard token.utf8.count <= sizeLimit else {
            throw .malformed("it is longer than \(sizeLimit) bytes")
        }
        let signed = try CompactJWS(token)
        guard signed.type == type else { throw .unsupported("it is signed, and no invitation") }
        return signed
    }

    private static func invitation(in payload: [UInt8]) throws(JOSEProblem) -> Invitation {
        guard let claims = try? JSONValue(parsing: payload, depthLimit: 4),
            let user = claims["sub"]?.string.flatMap(UserID.init),
            let id = claims["jti"]?.string, (16...128).contains(id.utf8.count),
            let issuer = claims["iss"]?.string,
            let issuedAt = claims["iat"]?.integer, let endsAt = claims["exp"]?.integer
        else { throw .malformed("its claims are not those of an invitation") }
        func text(_ name: String) throws(JOSEProblem) -> String? {
            guard let claim = claims[name] else { return nil }
            // A claim that can't be read must not widen what the invitation covers.
            guard let text = claim.string else {
                throw .malformed("its claims are not those of an invitation")
            }
            return text
        }
        return Invitation(
            id: id,
            user: user,
            provider: try text("provider"),
            label: try text("label"),
            name: try text("name"),
            issuer: issuer,
            issuedAt: Date(timeIntervalSince1970: Double(issuedAt)),
            endsAt: Date(timeIntervalSince1970: Double(endsAt))
        )
    }
}
