import Synchronization

/// What the process holds until it ends: the system frees it all at once, where letting go of
/// everybody's values one by one would be a tenth of a second of a run that is over.
enum UntilExit {
    private static let kept = Mutex<[any Sendable]>([])

    static func keep(_ values: any Sendable...) {
        kept.withLock { $0 += values }
    }
}
