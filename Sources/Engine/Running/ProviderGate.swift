import Pipeline
import Synchronization

/// Stops a provider's remaining calls once one answer speaks for all of them.
package final class ProviderGate: Sendable {
    /// Connections that must be limited, one after the other, before the provider is left alone.
    static let limitedInARow = 3

    private struct Standing {
        var closed: Failure?
        var limited = 0
    }

    private let standings = Mutex<[String: Standing]>([:])

    package init() {}

    /// The failure that closed the provider, as a later connection reports it; `nil` while open.
    func closed(_ provider: String, step: String) -> Failure? {
        guard var failure = standings.withLock({ $0[provider]?.closed }) else { return nil }
        failure.step = step
        failure.call = nil
        failure.status = nil
        failure.isAmbiguous = false
        failure.detail += "; not tried again in this run"
        return failure
    }

    func note(_ failure: Failure, of provider: String) {
        standings.withLock { standings in
            switch failure.failure {
            case .app:
                standings[provider, default: Standing()].closed = failure
            case .rateLimited:
                standings[provider, default: Standing()].limited += 1
                if standings[provider, default: Standing()].limited >= Self.limitedInARow {
                    standings[provider, default: Standing()].closed = failure
                }
            default:
                break
            }
        }
    }

    func noteSuccess(of provider: String) {
        standings.withLock { $0[provider]?.limited = 0 }
    }
}
