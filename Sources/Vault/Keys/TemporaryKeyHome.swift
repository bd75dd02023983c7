internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// A key home for one run, with one armored key in it: made private, and gone at the end.
///
/// The key reaches gpg through a pipe; no passphrase is written anywhere. Let go of, it removes
/// itself; a signal's handler on a thread of its own calls `remove()`.
package final class TemporaryKeyHome: Sendable {
    package let home: KeyHome
    /// Of the keys that were imported.
    package let fingerprints: [String]
    private let claim: KeyHomeClaim
    private let isRemoved = Mutex(false)

    /// What the names of all such homes begin with.
    static let prefix = "lk-"

    private init(_ home: KeyHome, _ fingerprints: [String], _ claim: KeyHomeClaim) {
        self.home = home
        self.fingerprints = fingerprints
        self.claim = claim
    }

    deinit { remove() }

    /// Makes a home under a folder with a short path, with no key in it yet.
    package static func empty(
        under folder: String = "/tmp"
    ) throws(KeyHomeError) -> TemporaryKeyHome {
        let home = KeyHome(try makeFolder(under: folder))
        guard let claim = KeyHomeClaim(new: home.path) else {
            try? FileManager.default.removeItem(atPath: home.path)
            throw .notMade(path: home.path, reason: "it can't be claimed")
        }
        // Owns the folder from here on: whatever fails next, it goes.
        let empty = TemporaryKeyHome(home, [], claim)
        try home.make()
        return empty
    }

    /// Makes such a home and imports an armored secret key into it.
    ///
    /// The home is shown to `prepare` before gpg first works in it.
    package static func importing(
        _ armoredKey: Secret,
        passphrase: Secret?,
        under folder: String = "/tmp",
        prepare: (KeyHome) -> Void = { _ in }
    ) async throws(KeyHomeError) -> TemporaryKeyHome {
        let made = try Self.empty(under: folder)
        prepare(made.home)
        let imported = try await made.home.importKeys(
            Array(armoredKey.reveal().utf8),
            passphrase: passphrase
        )
        guard imported.secretCount > 0 else { throw .noSecretKey }
        return made.handOver(imported.fingerprints)
    }

    /// Ends the home's agent and removes the folder, once; blocks for some milliseconds.
    package func remove() {
        let isFirst = isRemoved.withLock { isRemoved in
            defer { isRemoved = true }
            return !isRemoved
        }
        if isFirst { Self.takeDown(home) }
    }

    static func takeDown(_ home: KeyHome) {
        let context = try? GPGContext(GPGSettings(home: home.path))
        _ = try? context?.gpgconf(["--homedir", home.path, "--kill", "all"])
        // An agent that would not hear ends by itself once its socket is gone.
        try? FileManager.default.removeItem(atPath: home.path)
    }

    private func handOver(_ fingerprints: [String]) -> TemporaryKeyHome {
        isRemoved.withLock { $0 = true }
        return TemporaryKeyHome(home, fingerprints, claim)
    }

    private static func makeFolder(under folder: String) throws(KeyHomeError) -> String {
        var template = Array("\(folder)/\(prefix)XXXXXX".utf8CString)
        // mkdtemp makes it with mode 0700.
        guard unsafe mkdtemp(&template) != nil else {
            throw .notMade(path: "\(folder)/\(prefix)XXXXXX", reason: "its folder can't be made")
        }
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
