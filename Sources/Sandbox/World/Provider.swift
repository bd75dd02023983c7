/// An emulated provider, by the key that pipelines, the control API and `seed` use.
enum Provider: String, CaseIterable, Sendable {
    case instagram
    case spotify
    case strict
}
