import Vault

/// Where this run's keys are, and how their passphrase is come by.
///
/// In order: an armored key in `LATCHKEY_GPG_KEY`, in a private home for this run; `GNUPGHOME`;
/// the home that `latchkey init` made; gpg's own. Whichever it is, it is the whole process's: git is
/// given the environment as it was before.
struct KeyAccess: Sendable {
    /// Made for this run, and gone at its end.
    private let temporary: TemporaryKeyHome?
    let settings: GPGSettings

    init(environment: [String: String]) async throws {
        func value(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        TemporaryKeyHome.removeAbandoned()
        let passphrase = value("LATCHKEY_GPG_PASSPHRASE").map(Secret.init)
        if let key = value("LATCHKEY_GPG_KEY") {
            let home = try await TemporaryKeyHome.importing(
                Secret(key),
                passphrase: passphrase,
                prepare: { ProcessKeyHome.adopt($0.path) }
            )
            temporary = home
            settings = GPGSettings(
                home: home.home.path,
                passphrase: passphrase.map { .given($0) } ?? .never
            )
            return
        }
        temporary = nil
        let asking: GPGSettings.Passphrase = StandardInput.isTerminal ? .asked : .never
        let home = value("GNUPGHOME") ?? Self.ownHome(environment).existing
        if let home { ProcessKeyHome.adopt(home) }
        settings = GPGSettings(
            home: home,
            passphrase: passphrase.map { .given($0) } ?? asking
        )
    }

    /// The home that `latchkey init` makes: `$LATCHKEY_HOME/gnupg`, or `~/.latchkey/gnupg`.
    static func ownHome(_ environment: [String: String]) -> KeyHome {
        let base =
            environment["LATCHKEY_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? "\(environment["HOME"] ?? "")/.latchkey"
        return KeyHome("\(base)/gnupg")
    }

    func cipher() -> GPGCipher { GPGCipher(settings) }

    /// Takes down what was made for this run; may be called from a signal's handler queue.
    func remove() {
        MessageFolder.removeShared()
        temporary?.remove()
    }
}

extension KeyHome {
    /// The path, where there is such a folder.
    var existing: String? { Disk.isFolder(path) ? path : nil }
}
