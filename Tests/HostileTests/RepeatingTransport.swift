import Transport

/// What the engine must not do: makes every call a second time where the first got no answer.
struct RepeatingTransport: HTTPTransport {
    let base: any HTTPTransport

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        do throws(TransportError) {
            return try await base.send(request)
        } catch {
            return try await base.send(request)
        }
    }
}
