package import Pipeline
import Transport
package import Vault

/// What the provider's redirect brought (RFC 6749, sections 4.1.2 and 4.1.2.1).
package struct Callback: Sendable {
    package let code: Secret
    /// `nil` where only a bare code was pasted.
    package let state: String?
    /// True where only a code was given, which can't carry a state.
    package let isBare: Bool
    /// Values the pipeline copies from the callback.
    package let extra: [String: Secret]

    /// Reads a pasted callback URL, its query, or a bare code.
    ///
    /// - Parameters:
    ///   - text: What the person pasted or the loopback address received.
    ///   - pipeline: Says the code parameter's name, a suffix that is no part of it, what to copy.
    ///   - redirectURI: A URL must begin with it.
    ///   - issuer: What its `iss` must be; `nil` where the provider sends none (RFC 9207).
    /// - Throws: Why there is no code in it.
    package init(
        _ text: String,
        _ pipeline: PipelineDefinition,
        redirectURI: String,
        issuer: String? = nil
    ) throws(CallbackProblem) {
        let authorize = pipeline.authorize
        let text = text.trimmingWhitespace()
        guard !text.isEmpty else { throw .empty }
        let isURL = text.hasPrefix("http://") || text.hasPrefix("https://")
        if isURL, !Self.begins(text, with: redirectURI) { throw .otherRedirect(redirectURI) }
        let query = isURL ? text.split(separator: "?", maxSplits: 1).dropFirst().first : text[...]
        let names = FormEncoding.fields(String(text.drop { $0 == "?" })).map(\.name)
        let isQuery = names.contains { [authorize.codeParameter, "state", "error"].contains($0) }
        guard isURL || isQuery else {
            code = Secret(Self.clean(text, authorize.codeSuffix))
            state = nil
            isBare = true
            extra = [:]
            return
        }
        // The fragment is no part of the query, but a pasted `#_` must not reach the code.
        let withoutFragment = (query ?? "").prefix { $0 != "#" }
        let pairs = FormEncoding.fields(String(withoutFragment.drop { $0 == "?" }))
        func value(_ name: String) -> String? { pairs.first { $0.name == name }?.value }
        // Before anything else: an error of another server's is none of this one's either.
        if let issuer, value("iss") != issuer { throw .otherIssuer(issuer) }
        if let error = value("error") {
            throw .refused(code: Self.word(error), by: value("error_reason").map(Self.word))
        }
        guard let found = value(authorize.codeParameter), !found.isEmpty else {
            throw .noCode(authorize.codeParameter)
        }
        code = Secret(Self.clean(found, authorize.codeSuffix))
        state = value("state")
        isBare = false
        extra = authorize.copied.compactMapValues { value($0).map(Secret.init) }
    }

    private static func clean(_ code: String, _ suffix: String?) -> String {
        guard let suffix, code.hasSuffix(suffix) else { return code }
        return String(code.dropLast(suffix.count))
    }

    private static func begins(_ url: String, with redirectURI: String) -> Bool {
        guard url.hasPrefix(redirectURI) else { return false }
        let rest = url.dropFirst(redirectURI.count)
        return rest.isEmpty || rest.first == "?" || rest.first == "#" || rest.first == "&"
            || rest.hasPrefix("/?")
    }

    /// An error code as RFC 6749 allows it in messages; anything else is not repeated.
    private static func word(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } && text.utf8.count <= 64
        return isWord ? text : "an unprintable code"
    }
}

extension String {
    /// By scalars: to find the last character of a long row of flags costs a walk over all of them.
    fileprivate func trimmingWhitespace() -> String {
        let start = unicodeScalars.drop { $0.properties.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
