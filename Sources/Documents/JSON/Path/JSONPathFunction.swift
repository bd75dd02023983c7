/// The functions RFC 9535 defines (sections 2.4.4 to 2.4.8).
enum JSONPathFunction: String, CaseIterable, Sendable {
    case length, count, match, search, value

    var parameters: [JSONPathType] {
        switch self {
        case .length: [.value]
        case .count, .value: [.nodes]
        case .match, .search: [.value, .value]
        }
    }

    var result: JSONPathType {
        switch self {
        case .length, .count, .value: .value
        case .match, .search: .logical
        }
    }
}
