/// How often a refresh answer carries a new refresh token, and retires the old.
enum Rotation: String, CaseIterable, Sendable {
    case never, sometimes, always
}
