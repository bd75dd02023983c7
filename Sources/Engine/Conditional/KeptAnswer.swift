package import Documents
package import FoundationEssentials

/// What an answer said, beside the name of the version that said it.
///
/// A 304 stands for these values and no others, so it tells what the whole answer would have told.
package struct KeptAnswer: Hashable, Sendable {
    /// What it was an answer to: the digest of the account, its consent and the call.
    package var binding: String
    package var validator: Validator
    /// A step's fields, or a collection's items.
    package var value: JSONValue
    /// When it was read in full.
    package var readAt: Date
    /// When the first media link in it is to be replaced; `nil` where none dies.
    package var until: Date?

    /// Seconds after which a version is read in full again, whatever its name: a server that gives
    /// two versions one name is found out.
    static let longestTrust: Double = 7 * 86_400

    /// The largest value that is kept, in bytes.
    static let sizeLimit = 64 << 10

    package init(
        binding: String,
        validator: Validator,
        value: JSONValue,
        readAt: Date,
        until: Date? = nil
    ) {
        self.binding = binding
        self.validator = validator
        self.value = value
        self.readAt = readAt
        self.until = until
    }

    /// Whether it may stand for an answer now.
    package func holds(at now: Date) -> Bool {
        // A clock that has gone back says nothing about age.
        readAt <= now && now < readAt.addingTimeInterval(Self.longestTrust)
            && until.map { now < $0 } ?? true
    }
}
