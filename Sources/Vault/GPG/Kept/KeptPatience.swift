internal import Synchronization

/// How often kept processes may fail where gpgme does well, before a cipher does without them.
///
/// A gpg that will not do this work (an old one, a folder without links, a `/proc` that is missing)
/// would cost each message a process more.
final class KeptPatience: Sendable {
    private static let limit = 3

    private let failures = Mutex(0)

    var isOver: Bool { failures.withLock { $0 >= Self.limit } }

    /// One failed in vain.
    func lose() {
        failures.withLock { $0 += 1 }
    }

    /// One did well, unless it is over already.
    func regain() {
        failures.withLock { failures in
            if failures < Self.limit { failures = 0 }
        }
    }
}
