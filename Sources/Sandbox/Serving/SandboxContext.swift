import Glibc
import Hummingbird
import NIOCore

/// What a request carries beside itself: the means to hang up.
struct SandboxContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
    }

    /// Closes the connection at once, without an answer.
    func hangUp() {
        channel.close(promise: nil)
    }

    /// Closes the connection with a reset, as a broken peer would.
    func reset() {
        guard let socket = channel as? any SocketOptionProvider else { return hangUp() }
        let channel = channel
        socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            .whenComplete { _ in channel.close(promise: nil) }
    }
}
