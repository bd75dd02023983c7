import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

/// A user, a file and a vault to try things on.
enum VaultSample {
    static func user(_ name: String = "alice") throws -> UserID {
        try #require(UserID(name))
    }

    static func time(_ text: String) throws -> Date {
        try #require(Timestamp.parse(text))
    }

    /// A file with everything a file can hold.
    static func fullFile(_ name: String = "alice") throws -> UserFile {
        let grant = Grant(
            accessToken: Secret("IGQVJ-access-token-of-\(name)"),
            refreshToken: Secret("refresh-token-of-\(name)"),
            scopes: ["basic", "insights"],
            authorizedAt: try time("2026-11-01T10:00:00Z"),
            issuedAt: try time("2026-11-02T10:00:00Z"),
            accessExpiresAt: try time("2027-01-01T10:00:00Z"),
            refreshExpiresAt: try time("2027-05-01T10:00:00Z"),
            extra: ["user_id": Secret("17841400000000000001")]
        )
        let code = PendingCode(
            code: Secret("code-of-\(name)"),
            redirectURI: "http://127.0.0.1:8400/callback",
            verifier: Secret("verifier-of-\(name)"),
            receivedAt: try time("2026-11-24T09:00:00Z"),
            attemptedAt: try time("2026-11-24T09:01:00Z"),
            extra: ["shop": Secret("example")]
        )
        let authorization = PendingAuthorization(
            state: Secret("state-of-\(name)"),
            verifier: Secret("other-verifier-of-\(name)"),
            redirectURI: "http://127.0.0.1:8400/callback",
            begunAt: try time("2026-11-24T08:59:00Z")
        )
        return UserFile(
            user: try user(name),
            connections: [
                Connection(
                    provider: "instagram",
                    accountID: "17841400000000000001",
                    grant: grant,
                    generation: 3,
                    parameters: ["instance": Secret("mastodon.social")],
                    disconnectedAt: try time("2026-11-24T10:00:00Z")
                ),
                Connection(
                    provider: "spotify",
                    label: "band",
                    pendingAuthorization: authorization,
                    pendingCode: code,
                    generation: 1
                ),
            ]
        )
    }

    /// A vault in memory with one recipient, on a cipher that hides nothing.
    static func plainVault(
        _ files: any FileStore = InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)]),
        _ cipher: any Cipher = PlainCipher()
    ) -> ConnectionVault {
        ConnectionVault(directory: "c", files: files, cipher: cipher)
    }

    static let now = Date(timeIntervalSince1970: 1_795_514_400)
}
