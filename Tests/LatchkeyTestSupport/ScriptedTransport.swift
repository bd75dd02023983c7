import Synchronization
package import Transport

/// A transport without a network: gives the answers it was told to give, and remembers what it was
/// asked.
///
/// When the answers run out, a call fails.
package final class ScriptedTransport: HTTPTransport {
    package typealias Answer = Result<HTTPResponse, TransportError>

    private struct State {
        var answers: [Answer]
        var requests: [HTTPRequest] = []
    }

    private let state: Mutex<State>
    private let reply: (@Sendable (HTTPRequest) async -> Answer)?

    /// One answer a call, in order.
    package init(_ answers: [Answer]) {
        state = Mutex(State(answers: answers))
        reply = nil
    }

    /// An answer worked out from each request.
    package init(_ reply: @escaping @Sendable (HTTPRequest) async -> Answer) {
        state = Mutex(State(answers: []))
        self.reply = reply
    }

    /// What was asked, in order.
    package var requests: [HTTPRequest] { state.withLock(\.requests) }

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard request.mayGo?() ?? true else {
            throw TransportError(
                phase: .cancelled,
                request: request,
                reason: "held back",
                mayHaveBeenSent: false
            )
        }
        let next: Answer? = state.withLock { state in
            state.requests.append(request)
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
        guard !Task.isCancelled else {
            throw TransportError(
                phase: .cancelled,
                request: request,
                reason: "cancelled",
                mayHaveBeenSent: false
            )
        }
        if let next { return try next.get() }
        guard let reply else {
            throw TransportError(
                phase: .refused,
                request: request,
                reason: "the script has no answer left"
            )
        }
        let answer = await reply(request)
        guard !Task.isCancelled else {
            throw TransportError(phase: .cancelled, request: request, reason: "cancelled")
        }
        return try answer.get()
    }
}
