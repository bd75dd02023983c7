import ArgumentParser
import Documents

/// Makes one connection in a running sandbox and prints it as a connection file.
struct SeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Print the plain text of a connection file for a person of a running sandbox.",
        discussion: """
            The states: fresh_code, healthy, due, due_rotating, expired, revoked, rate_limited.

            EXAMPLE:
              latchkey-sandbox seed --server http://127.0.0.1:9000 --user bruno \\
                --provider spotify --state due | gpg --encrypt -r latchkey > bruno.gpg
            """
    )

    @Option(help: "Where the sandbox listens: http://127.0.0.1:PORT.")
    var server: String
    @Option(help: "The user, who is the person of that name in the sandbox too.")
    var user: String
    @Option(help: "The provider: instagram, spotify or strict; may be repeated.")
    var provider: [Provider]
    @Option(help: "What a sync is to come upon.")
    var state: SeedState
    @Option(help: "The connection's label.")
    var label = "default"
    @Option(
        name: .customLong("redirect-uri"),
        help: "The redirect URI a fresh code was asked for with."
    )
    var redirectURI = "http://127.0.0.1:8765/callback"

    func run() throws {
        let client = try LoopbackClient(server)
        let connections = try provider.map { provider in
            try SeededConnection(
                client: client,
                provider: provider,
                user: user,
                label: label,
                redirectURI: redirectURI
            ).make(state)
        }
        let file: JSONValue = [
            "format": "latchkey-user", "version": 1, "user": .string(user),
            "connections": .array(connections),
        ]
        print(String(decoding: file.canonicalText(), as: UTF8.self), terminator: "")
    }
}

extension Provider: ExpressibleByArgument {}
