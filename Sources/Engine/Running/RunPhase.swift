/// The parts of a run a person may watch.
package enum RunPhase: String, Sendable {
    /// Connection files are decrypted.
    case open
    /// Codes are exchanged and tokens refreshed.
    case tokens
    /// Profiles and collections are read.
    case data
}
