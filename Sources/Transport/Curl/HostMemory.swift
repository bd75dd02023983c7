internal import Synchronization

/// How many calls at once each host has borne, from one run to the next.
///
/// A run begins with a part of it, as TCP may begin with what the last connection to a host learnt
/// (RFC 9040): what was borne an hour ago need not be found out anew.
package final class HostMemory: Sendable {
    /// What is known of a host.
    package struct Bearing: Hashable, Sendable {
        /// Calls at once, when it was last called.
        package var calls: Int
        /// Whether it pushed back at that time: then more are tried slowly.
        package var hasPushedBack: Bool

        package init(calls: Int, hasPushedBack: Bool) {
            self.calls = calls
            self.hasPushedBack = hasPushedBack
        }
    }

    private struct Contents {
        var recalled: [String: Bearing] = [:]
        var learnt: [String: Bearing] = [:]
    }

    private let contents = Mutex(Contents())

    package init() {}

    /// What this run has learnt, by host and port, as `api.example.com:443`.
    package var learnt: [String: Bearing] { contents.withLock { $0.learnt } }

    /// Takes in what earlier runs have learnt.
    package func recall(_ bearings: [String: Bearing]) {
        contents.withLock { $0.recalled.merge(bearings) { _, new in new } }
    }

    func bearing(of host: String) -> Bearing? {
        contents.withLock { $0.learnt[host] ?? $0.recalled[host] }
    }

    func note(_ bearing: Bearing, of host: String) {
        contents.withLock { $0.learnt[host] = bearing }
    }
}
