import ArgumentParser
import Engine
import FoundationEssentials
import Pipeline
import Vault

struct ConnectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "Let a person connect an account at a provider.",
        discussion: """
            Opens or prints the provider's page, receives the redirect on the loopback address of \
            the redirect URI (or takes a pasted callback), checks state, exchanges the code at once.

              latchkey connect spotify --user alice
              latchkey connect mastodon --user alice --param host=mastodon.social \\
                --param client_id=… --param client_secret
              latchkey connect instagram --user alice --callback -
              latchkey connect instagram --user alice --print
              latchkey connect instagram --user alice --callback 'https://example.org/cb?code=…'
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions
    @OptionGroup var pushing: PushOptions

    @Argument(help: "The provider: the name of a pipeline file.")
    var provider: String

    @Option(help: ArgumentHelp("Who connects.", valueName: "name"))
    var user: String

    @Option(help: ArgumentHelp("Tells several accounts at one provider apart.", valueName: "label"))
    var label = Connection.defaultLabel

    @Option(
        name: .customLong("param"),
        help: ArgumentHelp(
            "A value the pipeline asks each connection for; NAME alone asks for it unseen.",
            valueName: "name=value"
        )
    )
    var parameters: [String] = []

    @Option(
        help: ArgumentHelp(
            "A callback URL or a code, instead of waiting for one; - reads it from standard input.",
            valueName: "url"
        )
    )
    var callback: String?

    @Flag(help: "Leave the code in the user's file; the next sync exchanges it.")
    var `defer` = false

    @Flag(
        name: .customLong("print"),
        help: "Print the provider's page and stop; --callback goes on."
    )
    var printOnly = false

    @Flag(help: "Print the provider's page, open no browser.")
    var noBrowser = false

    @Option(help: ArgumentHelp("Wait this long for the redirect.", valueName: "duration"))
    var timeout: Span = Span(seconds: 600)

    func run() async throws {
        let status = try await Session.run(common, servers) { session in
            try await ConnectRun(session: session, options: self).run()
        }
        guard status == .success else { throw status }
    }

    func validate() throws {
        if printOnly, callback != nil {
            throw ValidationError("--print begins an authorization, --callback ends one: give one.")
        }
        let allowed = label.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") }
        guard (1...64).contains(label.utf8.count), allowed else {
            throw ValidationError(
                "--label takes 1 to 64 printable characters without / and spaces."
            )
        }
    }
}
