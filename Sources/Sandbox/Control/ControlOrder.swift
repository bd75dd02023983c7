import Documents

/// The members of a control call's JSON body, each read with its kind checked.
struct ControlOrder: Sendable {
    private let members: JSONObject

    init(_ body: [UInt8]) throws(ControlError) {
        guard !body.isEmpty else {
            members = [:]
            return
        }
        do {
            guard case .object(let object) = try JSONValue(parsing: body) else {
                throw ControlError("the body must be a JSON object")
            }
            members = object
        } catch let error as ControlError {
            throw error
        } catch {
            throw ControlError("the body is no JSON: \(error)")
        }
    }

    subscript(name: String) -> JSONValue? { members[name] }

    /// Refuses members that mean nothing, so that a typing error doesn't go unseen.
    func allowOnly(_ names: Set<String>) throws(ControlError) {
        for member in members.members where !names.contains(member.name) {
            throw ControlError(
                "unknown member \(member.name); known are \(names.sorted().joined(separator: ", "))"
            )
        }
    }

    func text(_ name: String) throws(ControlError) -> String? {
        guard let value = members[name], value != .null else { return nil }
        guard let text = value.string else { throw ControlError("\(name) must be a string") }
        return text
    }

    func required(_ name: String) throws(ControlError) -> String {
        guard let text = try text(name) else { throw ControlError("\(name) is missing") }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(ControlError) -> Int? {
        guard let value = members[name], value != .null else { return nil }
        guard let number = value.integer, range.contains(number) else {
            throw ControlError(
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    /// A number of seconds up to a thousand years, fractions allowed.
    func seconds(_ name: String) throws(ControlError) -> Double? {
        guard let value = members[name], value != .null else { return nil }
        guard let text = value.number?.text, let seconds = Double(text), 0...3.2e10 ~= seconds
        else { throw ControlError("\(name) must be a number of seconds, 0 or more") }
        return seconds
    }

    func texts(_ name: String) throws(ControlError) -> [String]? {
        guard let value = members[name], value != .null else { return nil }
        guard let elements = value.array, case let texts = elements.compactMap(\.string),
            texts.count == elements.count
        else { throw ControlError("\(name) must be a list of strings") }
        return texts
    }

    /// One of an enumeration's names.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        _ kind: Choice.Type = Choice.self
    ) throws(ControlError) -> Choice? {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw ControlError("\(name) must be one of \(known)")
        }
        return choice
    }

    /// A credential given instead of one made by chance: 8 to 512 of the characters of base64url.
    func token(_ name: String) throws(ControlError) -> String? {
        guard let text = try text(name) else { return nil }
        let isPlain = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
        guard isPlain, 8...512 ~= text.utf8.count else {
            throw ControlError("\(name) must have 8 to 512 of A-Z a-z 0-9 - _")
        }
        return text
    }

    func person() throws(ControlError) -> Person {
        guard let person = Person(try required("user")) else {
            throw ControlError("user must have 1 to 128 of A-Z a-z 0-9 . _ @ -")
        }
        return person
    }

    func provider() throws(ControlError) -> Provider {
        guard let provider: Provider = try choice("provider") else {
            throw ControlError("provider is missing")
        }
        return provider
    }
}
