package import Loopback
import Synchronization

/// A small real HTTP/1.1 server on 127.0.0.1, on a port of the system's choosing: a thread a
/// connection, each answer what the test says, rude ones included.
package final class LoopbackServer: Sendable {
    /// What the test says to a request.
    package typealias Reply = @Sendable (LoopbackRequest) -> LoopbackAnswer

    private struct State {
        var requests: [LoopbackRequest] = []
        var underWay = 0
        var mostUnderWay = 0
    }

    private let state = Mutex(State())
    private let listener: LoopbackListener
    private let reply: Reply
    private let greeting: [UInt8]

    /// Listens at once; nil when the system gives no socket.
    ///
    /// The greeting is written to each connection before anything is read from it.
    package init?(greeting: String = "", _ reply: @escaping Reply = { _ in .hang }) {
        guard let listener = LoopbackListener(mostBodyBytes: 64 << 20) else { return nil }
        self.listener = listener
        self.reply = reply
        self.greeting = Array(greeting.utf8)
        guard listener.serve({ [self] connection in serve(&connection) }) else { return nil }
    }

    /// The same answer to everything.
    package convenience init?(_ answer: LoopbackAnswer) {
        self.init({ _ in answer })
    }

    /// `http://127.0.0.1:PORT`.
    package var url: String { listener.url }

    package var port: UInt16 { listener.port }

    /// What arrived whole, in order.
    package var requests: [LoopbackRequest] { state.withLock(\.requests) }

    /// How many connections were accepted.
    package var connections: Int { listener.accepted }

    /// The most requests that were being answered at one time.
    package var mostUnderWay: Int { state.withLock(\.mostUnderWay) }

    /// Ends all connections; the threads go soon after.
    package func stop() { listener.stop() }

    private func serve(_ connection: inout LoopbackConnection) {
        if !greeting.isEmpty { _ = connection.write(greeting) }
        while let request = connection.readRequest() {
            state.withLock { state in
                state.requests.append(request)
                state.underWay += 1
                state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            }
            let answer = reply(request)
            let goesOn = connection.write(answer, isHead: request.method == "HEAD") {
                self.state.withLock { $0.underWay -= 1 }
            }
            guard goesOn, !listener.isStopping else { break }
        }
    }
}
