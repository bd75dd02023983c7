import Hummingbird
import Logging
import NIOCore

/// The sandbox as an application: one loopback port for all emulated servers.
enum SandboxApplication {
    /// Builds it; `onReady` learns the port once it listens.
    static func make(
        _ settings: SandboxSettings,
        port: Int = 0,
        onReady: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> Application<SandboxResponder> {
        make(World(settings), port: port, onReady: onReady)
    }

    /// Builds it around a world that the caller keeps a hand in.
    static func make(
        _ world: World,
        port: Int = 0,
        onReady: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> Application<SandboxResponder> {
        var logger = Logger(label: "latchkey-sandbox")
        logger.logLevel = .critical
        return Application(
            responder: SandboxResponder(world: world),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port),
                serverName: "latchkey-sandbox"
            ),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? port) },
            logger: logger
        )
    }
}
