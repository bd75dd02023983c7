package import Documents
package import FoundationEssentials

/// Keeps last good values where new ones are suddenly empty, until a later run sees the same.
///
/// Providers tell rate limits, missing rights and faults as nothing at all: no followers, no items,
/// no text. What was never full is believed at once. Pure.
package struct SuddenEmptiness: Sendable {
    /// A number this large does not fall to nothing between two looks.
    static let manyPeople = 10
    /// Nor does a list this long.
    static let manyItems = 5
    /// Seconds between the first sight of the emptiness and the look that confirms it.
    package static let secondLookAfter: Double = 3600

    /// When each field was first seen empty, as it is to be remembered.
    package private(set) var doubted: [String: Date] = [:]
    private let before: [String: Date]
    private let now: Date

    /// - Parameters:
    ///   - before: When an earlier run first saw each field empty.
    ///   - now: The moment of this look.
    package init(before: [String: Date], now: Date) {
        self.before = before
        self.now = now
    }

    /// The profile to show: the new one, with the old values of what is not believed yet.
    ///
    /// One text that is gone was taken away by its owner; two at once may be the provider's doing.
    package mutating func profile(_ new: JSONObject, over old: JSONObject) -> JSONObject {
        var fallen: [String] = []
        var silent: [String] = []
        for (name, value) in old.members where !FieldReading.isExpiry(name, in: old) {
            if case .number(let number) = value, let count = number.integer {
                let isZero = new[name]?.integer == 0
                if count >= Self.manyPeople, isZero { fallen.append(name) }
            } else if let text = value.string, !text.isEmpty, new[name]?.string ?? "" == "" {
                silent.append(name)
            }
        }
        if silent.count >= 2 { fallen += silent }
        var result = new
        for name in fallen where isDoubtful(name) {
            result[name] = old[name]
            // A link goes with the moment it dies.
            let companion = FieldReading.expiryName(name)
            if let end = old[companion] { result[companion] = end }
        }
        return result
    }

    /// A collection's items to show.
    package mutating func items(
        _ name: String,
        _ new: [JSONValue],
        over old: JSONValue?
    ) -> JSONValue {
        guard new.isEmpty, let old, let items = old.array, items.count >= Self.manyItems,
            isDoubtful(name)
        else { return .array(new) }
        return old
    }

    /// Whether what is empty now was not seen empty long enough ago.
    private mutating func isDoubtful(_ name: String) -> Bool {
        // A moment still to come was written by a wrong clock.
        let first = min(before[name] ?? now, now)
        guard now.timeIntervalSince(first) < Self.secondLookAfter else { return false }
        doubted[name] = first
        return true
    }
}
