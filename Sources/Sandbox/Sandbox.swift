import ArgumentParser

@main
struct Sandbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latchkey-sandbox",
        abstract: "Emulates Instagram, Spotify and a strict OAuth 2.0 provider on this machine.",
        discussion: """
            EXAMPLES:
              latchkey-sandbox --port 9000
              latchkey-sandbox --latency 80 --failure-rate 0.05 --seed 7
              latchkey-sandbox --start-time 2026-01-01T00:00:00Z --clock-speed 3600
              latchkey-sandbox seed --server http://127.0.0.1:9000 --user alice \\
                --provider instagram --state due | gpg --encrypt -r latchkey > alice.gpg
              latchkey sync --server instagram.graph=http://127.0.0.1:9000/instagram/graph
            """,
        subcommands: [ServeCommand.self, SeedCommand.self],
        defaultSubcommand: ServeCommand.self
    )
}
