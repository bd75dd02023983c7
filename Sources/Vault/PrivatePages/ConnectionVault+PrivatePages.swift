internal import Crypto
internal import Documents
internal import FoundationEssentials

extension ConnectionVault {
    /// Names beside the connection files.
    package static let privateListName = ".private"
    package static let pageKeyName = ".page-key"

    private var listPath: String { "\(directory)/\(Self.privateListName)" }
    private var pageKeyPath: String { "\(directory)/\(Self.pageKeyName)" }

    /// Who is private; nobody where there is no list.
    package func privateList() throws(VaultError) -> PrivateList {
        do throws(FileError) {
            return PrivateList(try files.read(listPath, limit: Self.sizeLimit) ?? [])
        } catch {
            throw .unusable(reason: "who is private can't be known: \(error)")
        }
    }

    package func save(_ list: PrivateList) throws(VaultError) {
        do throws(FileError) {
            try files.replace(listPath, with: list.bytes, mode: 0o644)
        } catch {
            throw .notSaved(path: listPath, reason: error.reason)
        }
    }

    /// The people of a list with their keys: one decryption where anybody is private, none else.
    ///
    /// - Parameters:
    ///   - list: Who they are.
    ///   - making: True to make the vault's page key where there is none; for whoever holds the lock.
    /// - Returns: Without keys, and with the reason, where the page key can't be had.
    package func privatePeople(_ list: PrivateList, making: Bool) async -> PrivatePeople {
        let users = Set(list.turns.keys)
        guard !users.isEmpty else { return .nobody }
        do throws(VaultError) {
            guard let master = try await pageKey(making: making) else {
                return PrivatePeople(
                    users: users,
                    keys: [:],
                    obstacle: "there is no \(pageKeyPath)"
                )
            }
            var keys: [UserID: PageKey] = [:]
            for (user, turn) in list.turns {
                keys[user] = PageKey(master: master, user: user, turn: turn)
            }
            return PrivatePeople(users: users, keys: keys, obstacle: nil)
        } catch {
            return PrivatePeople(users: users, keys: [:], obstacle: error.sentence)
        }
    }

    /// Encrypts the page key to the recipients `.gpg-id` names now; nothing where there is none.
    package func resealPageKey() async throws(VaultError) {
        guard let key = try await pageKey(making: false) else { return }
        try await save(pageKey: key)
    }

    private func pageKey(making: Bool) async throws(VaultError) -> Secret? {
        let sealed: [UInt8]?
        do throws(FileError) {
            sealed = try files.read(pageKeyPath, limit: Self.sizeLimit)
        } catch {
            throw .locked(path: pageKeyPath, reason: error.reason)
        }
        if let sealed {
            let plaintext = try await open(sealed, path: pageKeyPath).plaintext
            let text = String(decoding: plaintext.filter { $0 > 0x20 }, as: UTF8.self)
            guard text.utf8.count == 64 else {
                throw .broken(path: pageKeyPath, reason: "it holds no page key")
            }
            return Secret(text)
        }
        guard making else { return nil }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let text = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try await save(pageKey: Secret(text))
        return Secret(text)
    }

    private func save(pageKey: Secret) async throws(VaultError) {
        let (path, recipients) = (pageKeyPath, try await currentRecipients())
        let plaintext = Array((pageKey.reveal() + "\n").utf8)
        let sealed = try await sealAndProve(plaintext, to: recipients, path: path)
        do throws(FileError) {
            try files.replace(path, with: sealed, mode: 0o600)
        } catch {
            throw .notSaved(path: path, reason: error.reason)
        }
    }
}
