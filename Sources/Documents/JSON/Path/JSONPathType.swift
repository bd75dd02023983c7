/// What a function takes or gives (RFC 9535, section 2.4.1).
enum JSONPathType: Sendable {
    case value, logical, nodes
}
