/// A JSON object: names are unique, the order of members is kept, equality ignores it.
///
/// Names are equal when their Unicode scalars are: `é` in one scalar and `é` in two differ.
package struct JSONObject: Hashable, Sendable {
    /// The members in order.
    package private(set) var members: [(name: String, value: JSONValue)]

    /// Where each name is in `members`, kept only once a scan would be slow.
    private var places: [ExactText: Int]?

    private static let scanLimit = 16

    package init() { members = [] }

    /// Takes members in order; where a name occurs twice, the last value wins.
    package init(_ members: some Sequence<(String, JSONValue)>) {
        self.init()
        for (name, value) in members { update(name, value) }
    }

    package var isEmpty: Bool { members.isEmpty }

    package var count: Int { members.count }

    /// The member's value; setting `nil` removes it, setting a new name appends it.
    package subscript(name: String) -> JSONValue? {
        get { place(of: name).map { members[$0].value } }
        set {
            if let newValue { update(name, newValue) } else { remove(name) }
        }
    }

    package static func == (left: Self, right: Self) -> Bool {
        guard left.members.count == right.members.count else { return false }
        return left.members.indices.allSatisfy { index in
            // Mostly the order is the same, too.
            let name = left.members[index].name
            let isThere = ExactText(right.members[index].name) == ExactText(name)
            guard let place = isThere ? index : right.place(of: name) else { return false }
            return left.members[index].value == right.members[place].value
        }
    }

    package func hash(into hasher: inout Hasher) {
        // A sum does not depend on the order of the members.
        var sum = 0
        for (name, value) in members {
            var member = Hasher()
            member.combine(ExactText(name))
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(members.count)
        hasher.combine(sum)
    }

    private func place(of name: String) -> Int? {
        if let places { return places[ExactText(name)] }
        let name = ExactText(name)
        // By index, for a member as a whole would be copied to look at its name.
        return members.indices.first { ExactText(members[$0].name) == name }
    }

    private mutating func update(_ name: String, _ value: JSONValue) {
        if let place = place(of: name) {
            members[place].value = value
            return
        }
        // Growing from one to eight by doubling would move them three times.
        if members.isEmpty { members.reserveCapacity(8) }
        members.append((name, value))
        if places != nil {
            places?[ExactText(name)] = members.count - 1
        } else if members.count > Self.scanLimit {
            indexNames()
        }
    }

    private mutating func remove(_ name: String) {
        guard let place = place(of: name) else { return }
        members.remove(at: place)
        // Every later member moved.
        if places != nil { indexNames() }
    }

    private mutating func indexNames() {
        var places: [ExactText: Int] = [:]
        places.reserveCapacity(members.count)
        for (place, member) in members.enumerated() { places[ExactText(member.name)] = place }
        self.places = places
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}
