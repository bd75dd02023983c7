import FoundationEssentials
import Transport

/// The network, and the providers behind it.
struct SimulatedTransport: HTTPTransport {
    let stage: Stage
    let machine: Int
    /// Runs a second process, in the middle of this one's call.
    let second: (@Sendable () async -> Void)?

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let isMoment = stage.with { stage -> Bool in
            stage.machines[machine].process.calls += 1
            let process = stage.machines[machine].process
            return !process.isDead && process.faults.secondRunAtCall == process.calls
        }
        if isMoment, let second { await second() }
        let outcome = stage.with { stage -> Outcome in stage.deliver(request, machine) }
        switch outcome {
        case .answer(var response):
            // The providers' clocks are right, and their answers say so.
            response.headers.append(("Date", stage.with { DateHeader.text($0.now) }))
            return response
        case .lost(let phase, let reason):
            throw TransportError(
                phase: phase,
                method: request.method,
                host: "provider.test",
                path: "/",
                code: phase == .connecting ? 7 : 28,
                reason: reason
            )
        }
    }

    enum Outcome: Sendable {
        case answer(HTTPResponse)
        case lost(TransportError.Phase, String)
    }
}
