/// Which of Instagram's two answer shapes its token and profile calls use.
enum AnswerShape: String, CaseIterable, Sendable {
    case flat, enveloped
    /// Now one, now the other.
    case mixed
}

extension AnswerShape {
    /// Whether the next answer has an envelope.
    func isEnveloped(_ random: SeededRandom) -> Bool {
        switch self {
        case .flat: false
        case .enveloped: true
        case .mixed: random.chance(0.5)
        }
    }
}
