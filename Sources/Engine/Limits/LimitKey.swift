import Crypto
import Documents
import Pipeline
package import Vault

/// Who shares a limit: all connections of an app at one server, or one account.
package struct LimitKey: Hashable, Sendable, Comparable {
    package let provider: String
    /// Tells apart the servers and clients that connections bring themselves (a Mastodon host): a
    /// digest, because parameters may be secret; `nil` where they bring none.
    package let group: String?
    /// `nil` where all connections share the limit.
    package let account: ConnectionKey?

    package init(provider: String, group: String? = nil, account: ConnectionKey? = nil) {
        self.provider = provider
        self.group = group
        self.account = account
    }

    /// The key that a connection shares with all others at its server.
    package static func app(_ connection: Connection) -> Self {
        let given = connection.parameters.sorted { $0.key < $1.key }
        guard !given.isEmpty else { return Self(provider: connection.provider) }
        let text = given.map { "\($0.key)=\($0.value.reveal())" }.joined(separator: "\u{0}")
        let digest = SHA256.hash(data: Array(text.utf8)).prefix(9)
        return Self(provider: connection.provider, group: Base64URL.text(digest))
    }

    package static func < (left: Self, right: Self) -> Bool {
        guard left.provider == right.provider else { return left.provider < right.provider }
        guard left.group == right.group else { return (left.group ?? "") < (right.group ?? "") }
        switch (left.account, right.account) {
        case (nil, nil), (_?, nil): return false
        case (nil, _?): return true
        case (let left?, let right?): return left < right
        }
    }
}
