package import Vault

/// What `--only` names: `USER`, `PROVIDER`, `USER/PROVIDER` or `USER/PROVIDER/LABEL`, any number.
package struct Selection: Hashable, Sendable {
    private struct Part: Hashable {
        var user: String?
        var provider: String?
        var label: String?
    }

    private let parts: [Part]

    /// Everything.
    package init() { parts = [] }

    /// Takes the option's values; a single word is a provider where a pipeline has that name, a
    /// user otherwise.
    ///
    /// `nil` from a text that can be neither.
    package init?(_ options: [String], providers: Set<String>) {
        var parts: [Part] = []
        for option in options {
            let words = option.split(separator: "/", omittingEmptySubsequences: false).map(
                String.init
            )
            guard words.allSatisfy({ !$0.isEmpty }), (1...3).contains(words.count) else {
                return nil
            }
            if words.count == 1, providers.contains(words[0]) {
                parts.append(Part(provider: words[0]))
                continue
            }
            guard UserID(words[0]) != nil else { return nil }
            parts.append(
                Part(
                    user: words[0],
                    provider: words.count > 1 ? words[1] : nil,
                    label: words.count > 2 ? words[2] : nil
                )
            )
        }
        self.parts = parts
    }

    /// These connections and no others; `nil` from none, which would mean everything.
    package init?(_ keys: Set<ConnectionKey>) {
        guard !keys.isEmpty else { return nil }
        parts = keys.sorted().map {
            Part(user: $0.user.text, provider: $0.provider, label: $0.label)
        }
    }

    package var isEverything: Bool { parts.isEmpty }

    package func includes(_ user: UserID) -> Bool {
        isEverything || parts.contains { $0.user == nil || $0.user == user.text }
    }

    package func includes(_ key: ConnectionKey) -> Bool {
        isEverything
            || parts.contains { part in
                (part.user == nil || part.user == key.user.text)
                    && (part.provider == nil || part.provider == key.provider)
                    && (part.label == nil || part.label == key.label)
            }
    }
}
