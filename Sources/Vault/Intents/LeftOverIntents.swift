/// What an earlier run wrote down of its spending and did not live to settle.
package struct LeftOverIntents: Hashable, Sendable {
    package var intents: [Intent] = []
    /// Hashes of the codes that were sent, or were just about to be; `nil` where that is not known.
    var sentCodes: Set<String>? = []
    /// Why not all of it could be read: lower case, no final stop; `nil` where it could.
    package var damage: String?

    /// Whether what the intent is about may have gone out.
    ///
    /// A code that only its own disk's run could send is noted there just before. Of a copy on
    /// another machine, and of a refresh token, nothing more is known than the intent.
    package func mayHaveSpent(_ intent: Intent) -> Bool {
        guard intent.kind == .code, !intent.isShared, let sentCodes else { return true }
        return sentCodes.contains(intent.credentialHash)
    }
}
