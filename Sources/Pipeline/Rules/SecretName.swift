/// Tells names under which credentials travel.
enum SecretName {
    /// Whether a parameter or a header of this name carries a credential.
    static func isCredential(_ name: String) -> Bool {
        let letters = letters(of: name)
        return ["authorization", "accesstoken", "refreshtoken", "token"].contains(letters)
            || ["secret", "password", "apikey"].contains { letters.hasSuffix($0) }
    }

    /// Whether a field's name, or the query that fills it, speaks of a credential.
    static func looksSecret(_ text: String) -> Bool {
        let letters = letters(of: text)
        return ["token", "secret", "password", "apikey", "credential", "codeverifier"].contains {
            letters.contains($0)
        }
    }

    private static func letters(of text: String) -> String {
        text.lowercased().filter { $0 != "_" && $0 != "-" }
    }
}
