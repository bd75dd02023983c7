/// How asking a provider to end a grant went.
package enum Ending: Sendable {
    /// It is ended there, or there is no way to ask.
    case done
    /// It could not be asked now: one sentence, lower case, no final stop.
    case failed(String)
}
