/// Every way Swift prints a value ends in the same safe line, so that `print`, `dump`, a failed
/// expectation and a debugger show no secret.
extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        guard let parts = try? URLParts(url) else { return "\(shownMethod) (unreadable URL)" }
        return "\(shownMethod) \(parts.authority)\(parts.shownPath)"
    }

    /// A method from outside may be anything; in a message it is a word.
    var shownMethod: String { HTTPField.isMethod(method) ? method : "request" }

    package var debugDescription: String { description }

    package var customMirror: Mirror {
        Mirror(self, children: ["call": description], displayStyle: .struct)
    }
}
