internal import FoundationEssentials
package import Vault

/// A throwaway keyring of real gpg in a short path; its agent ends and its folder goes with it.
package final class TemporaryKeyring: Sendable {
    package let home: KeyHome
    private let folder: TemporaryFolder

    package init() throws {
        folder = try TemporaryFolder()
        home = KeyHome(folder.path + "/gpg")
        try home.make()
        // Guessing a passphrase made slow costs a test seconds and teaches it nothing.
        let path = home.path + "/gpg-agent.conf"
        let settings = FileManager.default.contents(atPath: path) ?? Data()
        try (settings + Data("s2k-count 65536\n".utf8)).write(to: URL(filePath: path))
    }

    deinit {
        // Through a path of its own, so that what is tested isn't what cleans up.
        _ = try? Subprogram.run("gpgconf", ["--homedir", home.path, "--kill", "all"])
    }

    /// A cipher on this keyring.
    package func cipher(
        passphrase: GPGSettings.Passphrase = .never,
        lanes: Int = 4
    ) -> GPGCipher {
        GPGCipher(GPGSettings(home: home.path, passphrase: passphrase), lanes: lanes)
    }

    /// Makes a key without a passphrase and returns its fingerprint.
    package func addKey(_ userID: String = "Test <test@example.org>") async throws -> String {
        try await home.generate(KeyRequest(userID: userID))
    }

    /// Makes the public keys of another keyring known here.
    package func importPublicKeys(of other: TemporaryKeyring, _ names: String...) throws {
        for name in names {
            let key = try other.gpg(["--armor", "--export", name])
            try gpg(["--import"], input: key)
        }
    }

    /// Runs the gpg program on this keyring and returns its standard output.
    @discardableResult
    package func gpg(
        _ arguments: [String],
        input: [UInt8] = []
    ) throws -> [UInt8] {
        try Subprogram.run(
            "gpg",
            ["--homedir", home.path, "--batch", "--yes", "--quiet", "--trust-model", "always"]
                + arguments,
            input: input
        )
    }
}
