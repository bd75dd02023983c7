package import FoundationEssentials
internal import JOSE
package import Vault

/// The keys' place: a document of the vault, encrypted to the same recipients as the connections.
package struct InboxKeyStore: Sendable {
    private let vault: ConnectionVault
    /// Learns of every key that is read, so that none is ever published.
    private let ledger: SecretLedger

    package init(_ vault: ConnectionVault, ledger: SecretLedger) {
        self.vault = vault
        self.ledger = ledger
    }

    /// The keys; `nil` where there are none yet.
    package func load() async throws(VaultError) -> InboxKeys? {
        try await stored()?.keys
    }

    /// Changes the keys as they are now, and puts them back; makes them where there are none.
    @discardableResult
    package func change(
        now: Date,
        _ change: (inout InboxKeys) -> Void = { _ in }
    ) async throws(VaultError) -> InboxKeys {
        let stored = try await stored()
        var keys = stored?.keys ?? .make(now: now)
        change(&keys)
        let plaintext = InboxKeysFormat.encode(keys)
        hold(keys)
        if plaintext != stored?.plaintext {
            try await vault.save(plaintext, as: .inboxKeys, replacing: stored?.digest)
        }
        return keys
    }

    /// Two sides of the document, put together and encrypted; nothing is written.
    package func merge(
        _ ours: [UInt8],
        _ theirs: [UInt8],
        path: String
    ) async throws(VaultError) -> [UInt8] {
        let our = try keys(in: try await vault.opened(ours, path: "\(path), our side"), path)
        let their = try keys(in: try await vault.opened(theirs, path: "\(path), their side"), path)
        let united = InboxKeysFormat.encode(our.united(with: their))
        if united == InboxKeysFormat.encode(our) { return ours }
        if united == InboxKeysFormat.encode(their) { return theirs }
        return try await vault.sealed(united, path: path)
    }

    private func stored() async throws(VaultError) -> (
        keys: InboxKeys, plaintext: [UInt8], digest: String
    )? {
        guard let stored = try await vault.load(.inboxKeys) else { return nil }
        let keys = try keys(in: stored.plaintext, vault.path(of: .inboxKeys))
        return (keys, stored.plaintext, stored.digest)
    }

    private func keys(in plaintext: [UInt8], _ path: String) throws(VaultError) -> InboxKeys {
        guard let keys = InboxKeysFormat.decode(plaintext) else {
            throw .broken(
                path: path,
                reason: "what is encrypted is not the keys of the inbox, or of a newer format"
            )
        }
        hold(keys)
        return keys
    }

    private func hold(_ keys: InboxKeys) {
        for key in keys.signing { ledger.hold(Secret(key.key.d)) }
        for key in keys.sealing { ledger.hold(Secret(key.key.d)) }
    }
}
