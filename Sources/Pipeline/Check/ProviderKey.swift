/// A provider's key in paths and options: lower case, and short enough for a file's name.
enum ProviderKey {
    static let expression = "^[a-z0-9][a-z0-9_-]{0,63}$"

    static func isValid(_ text: String) -> Bool {
        guard 1...64 ~= text.utf8.count, let first = text.unicodeScalars.first,
            first != "-", first != "_"
        else { return false }
        return text.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
        }
    }
}
