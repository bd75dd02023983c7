import Pipeline
import Synchronization

/// Stops a provider's remaining calls once one answer speaks for all of them.
package final class ProviderGate: Sendable {
    /// Connections whose app must be refused, one after the other, without the standard's word.
    static let refusedInARow = 3

    /// Connections that must find no way to the provider, one after the other: each may cost
    /// minutes of waiting.
    static let unreachableInARow = 3

    private struct Standing {
        var closed: Failure?
        /// The way to the token endpoint (true) and to the data (false) may be another.
        var unreachable: [Bool: Int] = [:]
        var blocked: [Bool: Failure] = [:]
        var refused = 0
    }

    private let standings = Mutex<[String: Standing]>([:])

    package init() {}

    /// The failure that closed the provider, as a later connection reports it; `nil` while open.
    func closed(_ provider: String, step: String) -> Failure? {
        let standing = standings.withLock { $0[provider] }
        guard var failure = standing?.closed ?? standing?.blocked[Self.isToken(step)] else {
            return nil
        }
        failure.step = step
        failure.call = nil
        failure.status = nil
        failure.isAmbiguous = false
        failure.detail += "; not tried again in this run"
        return failure
    }

    func note(_ failure: Failure, of provider: String) {
        standings.withLock { standings in
            let isToken = Self.isToken(failure.step)
            if failure.reason == .unreachable {
                let count = (standings[provider]?.unreachable[isToken] ?? 0) + 1
                standings[provider, default: Standing()].unreachable[isToken] = count
                if count >= Self.unreachableInARow {
                    standings[provider, default: Standing()].blocked[isToken] = failure
                }
            } else if failure.status != nil {
                standings[provider]?.unreachable[isToken] = 0
            }
            switch failure.failure {
            case .app where failure.isAboutClient:
                standings[provider, default: Standing()].closed = failure
            case .app:
                // A provider may say 401 of one person's token: it takes three in a row.
                standings[provider, default: Standing()].refused += 1
                if standings[provider, default: Standing()].refused >= Self.refusedInARow {
                    standings[provider, default: Standing()].closed = failure
                }
            default:
                break
            }
        }
    }

    func noteSuccess(of provider: String) {
        standings.withLock {
            $0[provider]?.unreachable = [:]
            $0[provider]?.refused = 0
        }
    }

    private static func isToken(_ step: String) -> Bool {
        step == "refresh" || step.hasPrefix("exchange")
    }
}
