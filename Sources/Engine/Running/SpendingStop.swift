import Pipeline
import Synchronization

/// Ends a run's spending once it is known that what is won can't be kept: a code or a refresh
/// token spent after that would be lost for good.
final class SpendingStop: Sendable {
    private let sentence = Mutex<String?>(nil)

    /// Takes the vault's sentence about it; the first one stays.
    func note(_ sentence: String) {
        self.sentence.withLock { $0 = $0 ?? sentence }
    }

    /// Why a step must not spend anything now; `nil` while it may.
    func failure(step: String) -> Failure? {
        sentence.withLock { $0 }.map { Self.failure($0, step: step) }
    }

    /// The failure of a step that spent nothing, with the vault's sentence about it.
    static func failure(_ sentence: String, step: String) -> Failure {
        Failure(
            .transient,
            .notSaved,
            step: step,
            detail: "nothing was spent, because it could not be kept: \(sentence)"
        )
    }
}
