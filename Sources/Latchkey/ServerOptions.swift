import ArgumentParser
import Engine

/// Options of commands that talk to providers.
struct ServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Use another host: PROVIDER.SERVER=URL for one named server, PROVIDER=URL for all.",
            valueName: "provider.server=url"
        )
    )
    var server: [String] = []

    func overrides() throws -> ServerOverrides {
        guard let overrides = ServerOverrides(options: server) else {
            throw CommandFailure(
                .badInput,
                "--server takes PROVIDER.SERVER=URL or PROVIDER=URL, https or a loopback address",
                hint: "for example --server instagram.graph=http://127.0.0.1:9000"
            )
        }
        return overrides
    }
}
