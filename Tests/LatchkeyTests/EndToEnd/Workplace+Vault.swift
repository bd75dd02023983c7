import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing

/// The connection files, read and written by gpg alone.
extension Workplace {
    @discardableResult
    func gpg(_ arguments: [String], home: String? = nil, input: [UInt8] = []) throws -> [UInt8] {
        let options = ["--homedir", home ?? keyHome, "--batch", "--yes", "--quiet"]
        return try Subprogram.run(
            "gpg",
            options + ["--trust-model", "always"] + arguments,
            input: input
        )
    }

    /// The fingerprint `latchkey init` put down as recipient.
    func recipient() throws -> String {
        let text = String(decoding: try bytes("data/connections/.gpg-id") ?? [], as: UTF8.self)
        return try #require(text.split(separator: "\n").first.map(String.init))
    }

    /// A user's file, decrypted.
    func opened(_ user: String) throws -> JSONValue {
        let path = "\(path)/data/connections/\(user).gpg"
        return try JSONValue(parsing: try gpg(["--decrypt", path]))
    }

    /// One connection of a user's file.
    func connection(
        _ user: String,
        _ provider: String,
        label: String = "default"
    ) throws -> JSONValue {
        let all = try opened(user)["connections"]?.array
        return try #require(
            all?.first { $0["provider"]?.string == provider && $0["label"]?.string == label }
        )
    }

    /// Encrypts a text into a user's file, to this project's key or another.
    func seal(_ text: [UInt8], for user: String, to key: (home: String, name: String)? = nil) throws
    {
        let output = "\(path)/data/connections/\(user).gpg"
        try gpg(
            ["--encrypt", "--recipient", key?.name ?? recipient(), "--output", output],
            home: key?.home,
            input: text
        )
    }

    /// Puts a connection made by the sandbox into the vault.
    func enrol(_ user: String, _ provider: String, _ state: String) async throws {
        let command = """
            latchkey-sandbox seed --server \(sandbox.url) --user \(user) --provider \(provider) \
            --state \(state)
            """
        let result = try await Program.shell(command, in: path)
        try #require(result.status == 0, "\(result.errors)")
        try seal(Array(result.output.utf8), for: user)
    }

    /// Connects a person by `--print` and `--callback`.
    func connect(
        _ user: String,
        _ provider: String,
        as person: String? = nil,
        _ options: String...
    ) async throws -> Program.Result {
        let label = options.isEmpty ? "default" : options[0]
        let begun = try await latchkey(
            "connect",
            provider,
            "--user",
            user,
            "--label",
            label,
            "--print"
        )
        try #require(begun.status == 0, "\(begun.errors)")
        let page = begun.output.split(separator: "\n")[0]
        let callback = try await sandbox.consent(to: String(page), as: person ?? user)
        return try await latchkey(
            "connect",
            provider,
            "--user",
            user,
            "--label",
            label,
            "--callback",
            callback
        )
    }
}
