import FoundationEssentials
import Transport

/// What all stages of a test share: the server, and two ways to call it.
final class Grounds: Sendable {
    /// How long a run waits for an answer.
    enum Patience: Sendable {
        /// Longer than a busy machine takes.
        case patient
        /// About a second, for answers that never come.
        case hasty
    }

    /// The most bytes of an answer that are taken.
    static let answerLimit = 256 * 1024

    let server: WireServer
    private let patient: CurlTransport
    private let hasty: CurlTransport
    private let meddling: @Sendable (any HTTPTransport) -> any HTTPTransport

    /// Throws what the system refused.
    init(
        meddling: @escaping @Sendable (any HTTPTransport) -> any HTTPTransport
    ) throws(StageProblem) {
        self.meddling = meddling
        guard let server = WireServer() else {
            throw StageProblem("the system gives no socket or thread for the hostile provider")
        }
        self.server = server
        var configuration = CurlConfiguration()
        configuration.answerLimit = Self.answerLimit
        configuration.calls = 256
        configuration.firstCallsPerHost = 256
        do {
            patient = try CurlTransport(configuration: configuration)
            // Only answers are waited for less: a call that never left would be another row.
            configuration.firstByteTimeout = .milliseconds(800)
            configuration.totalTimeout = .seconds(1)
            hasty = try CurlTransport(configuration: configuration)
        } catch {
            server.stop()
            throw StageProblem("no transport: \(error)")
        }
    }

    /// The whole way of a call: libcurl, and what repeats calls, which here does not wait.
    func transport(_ patience: Patience, _ scissors: Scissors) -> any HTTPTransport {
        let base = patience == .patient ? patient : hasty
        let repeating = RetryingTransport(
            base,
            policy: RetryPolicy(attempts: patience == .patient ? 3 : 1),
            sleep: { _ in },
            random: { 0 },
            now: { Date() }
        )
        return StageTransport(base: meddling(repeating), scissors: scissors)
    }

    func stop() async {
        await patient.shutdown()
        await hasty.shutdown()
        server.stop()
    }
}
