import Documents
import Pipeline
import Transport

/// The page a person is sent to (RFC 6749, section 4.1.1).
///
/// Pure.
package enum AuthorizationURL {
    /// - Parameters:
    ///   - values: The client, the parameters and the servers.
    ///   - state: Opaque, unguessable; `nil` for a link that a page completes itself.
    ///   - challenge: The S256 code challenge (RFC 7636, section 4.2), where PKCE is used.
    /// - Throws: A variable that has no value.
    /// - Returns: The whole address.
    package static func build(
        _ values: TemplateValues,
        state: String?,
        challenge: String?
    ) throws(SetupProblem) -> String {
        let authorize = values.pipeline.authorize
        let scopes = authorize.scopes.map(\.name).joined(separator: authorize.scopeSeparator)
        let standard: [(String, String?)] = [
            ("response_type", "code"), ("client_id", values.client?.id),
            ("redirect_uri", values.client?.redirectURI),
            ("scope", scopes.isEmpty ? nil : scopes), ("state", state),
            ("code_challenge", challenge),
            ("code_challenge_method", challenge == nil ? nil : "S256"),
        ]
        var fields: [(name: String, value: String)] = standard.compactMap { name, value in
            value.map { (name, $0) }
        }
        for parameter in authorize.parameters {
            let value: String
            do { value = try parameter.value.expand(values.value) } catch {
                throw .variableMissing(error)
            }
            if let index = fields.firstIndex(where: { $0.name == parameter.name }) {
                fields[index].value = value
            } else {
                fields.append((parameter.name, value))
            }
        }
        fields.removeAll { authorize.omitted.contains($0.name) }
        fields = fields.map { (authorize.renames[$0.name] ?? $0.name, $0.value) }
        var url = try URLExpansion(values).text(authorize.url)
        if let base = values.overrides.base(provider: values.pipeline.provider) {
            url = base + RequestBuilder.afterAuthority(url)
        }
        return URLQuery.appending(fields, to: url)
    }
}
