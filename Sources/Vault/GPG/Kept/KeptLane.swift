/// The kept gpg processes of one lane: one that opens, one that seals.
///
/// `nil` means that gpgme has to be asked. A process that gave no clear answer is ended at once.
final class KeptLane {
    /// What the lanes of a cipher know together.
    struct Patience: Sendable {
        let opening = KeptPatience()
        let sealing = KeptPatience()
    }

    private let settings: GPGSettings
    private let patience: Patience
    private var opener: KeptGPG?
    private var sealer: KeptGPG?
    /// Whose failure it was that gpgme is asked now.
    private var failed: KeptPatience?

    init(_ settings: GPGSettings, _ patience: Patience) {
        self.settings = settings
        self.patience = patience
    }

    func open(_ ciphertext: [UInt8]) -> OpenedMessage? {
        ask(\.opener, for: .opening, ciphertext, patience.opening)
    }

    func seal(_ plaintext: [UInt8], to fingerprints: [String]) -> [UInt8]? {
        ask(\.sealer, for: .sealing(to: fingerprints), plaintext, patience.sealing)?.plaintext
    }

    /// gpgme did well at what failed here: the message was not to blame.
    func hearOfSuccess() {
        failed?.lose()
        failed = nil
    }

    private func ask(
        _ place: ReferenceWritableKeyPath<KeptLane, KeptGPG?>,
        for work: KeptWork,
        _ message: [UInt8],
        _ patience: KeptPatience
    ) -> OpenedMessage? {
        failed = nil
        guard !patience.isOver else { return nil }
        if self[keyPath: place]?.work != work {
            // The old one ends before another begins.
            self[keyPath: place] = nil
            self[keyPath: place] = KeptGPG(work, settings)
        }
        guard let answer = self[keyPath: place]?.transform(message) else {
            self[keyPath: place] = nil
            failed = patience
            return nil
        }
        patience.regain()
        return answer
    }
}

/// It belongs to one lane.
@available(*, unavailable)
extension KeptLane: Sendable {}
