internal import Documents
internal import FoundationEssentials

/// A value in a JSON tree that knows its path, for complaints that name the place alone.
struct JSONPlace {
    /// How a value is reached; its text is made for a complaint alone.
    private indirect enum Path {
        case root
        case member(String, of: Path)
        case element(Int, of: Path)

        var text: String {
            switch self {
            case .root: "$"
            case .member(let name, let parent): "\(parent.text).\(name)"
            case .element(let index, let parent): "\(parent.text)[\(index)]"
            }
        }
    }

    let value: JSONValue
    private let place: Path

    init(_ value: JSONValue) {
        self.init(value, .root)
    }

    private init(_ value: JSONValue, _ place: Path) {
        self.value = value
        self.place = place
    }

    var path: String { place.text }

    func fault(_ reason: String) -> UserFileFault {
        UserFileFault(place: path, reason: reason)
    }

    /// An object's member; `nil` when it is absent or `null`.
    func optional(_ name: String) throws(UserFileFault) -> JSONPlace? {
        guard case .object(let object) = value else { throw fault("expected an object") }
        guard let member = object[name], member != .null else { return nil }
        return JSONPlace(member, .member(name, of: place))
    }

    func required(_ name: String) throws(UserFileFault) -> JSONPlace {
        guard let member = try optional(name) else { throw fault("\(name) is missing") }
        return member
    }

    func text() throws(UserFileFault) -> String {
        guard case .string(let text) = value else { throw fault("expected text") }
        return text
    }

    /// Text that is not empty: part of a connection's name.
    func name() throws(UserFileFault) -> String {
        let text = try text()
        guard !text.isEmpty else { throw fault("it is empty") }
        return text
    }

    func secret() throws(UserFileFault) -> Secret {
        Secret(try text())
    }

    func time() throws(UserFileFault) -> Date {
        guard let date = Timestamp.parse(try text()) else {
            throw fault("expected a time such as 2026-11-01T10:00:00Z")
        }
        return date
    }

    /// The largest that every JSON reader keeps exact (RFC 8259, section 6); adding one to it is
    /// far from any overflow.
    private static let largestWholeNumber = 1 << 53

    func wholeNumber() throws(UserFileFault) -> Int {
        guard case .number(let number) = value, let integer = number.integer,
            (0...Self.largestWholeNumber).contains(integer)
        else {
            throw fault("expected a whole number from 0 to 2^53")
        }
        return integer
    }

    func elements() throws(UserFileFault) -> [JSONPlace] {
        guard case .array(let elements) = value else { throw fault("expected an array") }
        return elements.enumerated().map { JSONPlace($0.element, .element($0.offset, of: place)) }
    }

    /// An object whose members are all secrets.
    func secrets() throws(UserFileFault) -> [String: Secret] {
        guard case .object(let object) = value else { throw fault("expected an object") }
        var secrets: [String: Secret] = [:]
        for (name, member) in object.members {
            // The name came from a provider or a person: it isn't repeated.
            guard case .string(let text) = member else {
                throw UserFileFault(place: "\(path).*", reason: "expected text")
            }
            secrets[name] = Secret(text)
        }
        return secrets
    }
}
