/// The functions RFC 9535 defines (sections 2.4.4 to 2.4.8).
enum JSONPathFunction: String, CaseIterable, Sendable {
    case length, count, match, search, value

    var argumentCount: Int {
        switch self {
        case .length, .count, .value: 1
        case .match, .search: 2
        }
    }

    /// Whether the result is a value, to be compared, rather than true or false by itself.
    var givesValue: Bool {
        switch self {
        case .length, .count, .value: true
        case .match, .search: false
        }
    }
}
