import ArgumentParser

/// What a data set's connection files hold.
enum SetKind: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// An access token that is good for a long time.
    case live
    /// A refresh token alone: whoever wants to read has to refresh first.
    case over
}
