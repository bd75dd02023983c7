import Transport

/// A transport that a crash can cut off.
struct StageTransport: HTTPTransport {
    let base: any HTTPTransport
    let scissors: Scissors

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard !scissors.areShut else { throw cut(.connecting, request) }
        let response = try await base.send(request)
        guard !scissors.areShut else { throw cut(.sent, request) }
        return response
    }

    private func cut(_ phase: TransportError.Phase, _ request: HTTPRequest) -> TransportError {
        TransportError(phase: phase, request: request, reason: "the process has ended")
    }
}
