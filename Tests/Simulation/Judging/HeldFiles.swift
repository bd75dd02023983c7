import LatchkeyTestSupport
import Vault

/// What the connection files really hold, read again only where they changed.
struct HeldFiles {
    private var bytes: [String: [UInt8]] = [:]
    private var users: [String: [Account: Connection]] = [:]

    mutating func read(_ files: [String: [UInt8]], _ plain: PlainCipher) async {
        for (path, sealed) in files where path.hasSuffix(".gpg") && bytes[path] != sealed {
            bytes[path] = sealed
            let user = String(path.dropFirst(2).dropLast(4))
            guard let id = UserID(user) else { continue }
            let vault = ConnectionVault(
                directory: "c",
                files: InMemoryFileStore([path: sealed]),
                cipher: plain
            )
            let stored = try? await vault.load(id)
            users[user] = Dictionary(
                uniqueKeysWithValues: (stored?.file.connections ?? []).compactMap { connection in
                    ProviderKind(rawValue: connection.provider).map {
                        (Account(user: user, kind: $0), connection)
                    }
                }
            )
        }
    }

    func connection(_ account: Account) -> Connection? { users[account.user]?[account] }

    /// What the vault would renew the grant with.
    func credential(_ account: Account) -> String? {
        let grant = connection(account)?.grant
        return (account.kind == .sliding ? grant?.accessToken : grant?.refreshToken)?
            .reveal()
    }

    var generations: [(Account, Int)] {
        users.values.flatMap { $0.map { ($0.key, $0.value.generation) } }
            .sorted { $0.0 < $1.0 }
    }
}
