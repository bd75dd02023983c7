/// What goes wrong with a call.
struct Fault: Sendable {
    /// Which calls it strikes.
    enum Target: Sendable, Hashable {
        /// The call that sends the code.
        case code
        /// A later step of the exchange.
        case laterStep
        case refresh
        /// Profile and collections.
        case read
        case everything

        func includes(_ role: CallShape.Role) -> Bool {
            switch (self, role) {
            case (.everything, _), (.code, .exchange(0)), (.refresh, .refresh), (.read, .profile),
                (.read, .collection):
                true
            case (.laterStep, .exchange(let step)): step > 0
            default: false
            }
        }
    }

    let target: Target
    /// Whether the provider does what it is asked before the answer goes wrong.
    let acts: Bool
    /// Makes the answer that goes out of the one that would have.
    let spoil: @Sendable (WireAnswer) -> WireAnswer

    /// Another answer instead, and nothing done.
    static func instead(_ target: Target, _ answer: WireAnswer) -> Self {
        Self(target: target, acts: false) { _ in answer }
    }

    /// The thing done, and the answer to it spoilt.
    static func after(
        _ target: Target,
        _ spoil: @escaping @Sendable (WireAnswer) -> WireAnswer
    ) -> Self {
        Self(target: target, acts: true, spoil: spoil)
    }
}
