/// Every way Swift prints a value ends in the same safe line, so that `print`, `dump`, a failed
/// expectation and a debugger show no secret.
extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        guard let parts = try? URLParts(url) else { return "\(method) (unreadable URL)" }
        return "\(method) \(parts.authority)\(parts.shownPath)"
    }

    package var debugDescription: String { description }

    package var customMirror: Mirror {
        Mirror(self, children: ["call": description], displayStyle: .struct)
    }
}
