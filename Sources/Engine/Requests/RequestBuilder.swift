import Documents
package import Pipeline
package import Transport
import Vault

/// Turns a call of a pipeline into an HTTP request.
///
/// Pure.
package struct RequestBuilder: Sendable {
    package let values: TemplateValues
    package let form: StandardForm

    package init(_ values: TemplateValues, form: StandardForm) {
        self.values = values
        self.form = form
    }

    /// - Parameters:
    ///   - definition: The call as the file describes it.
    ///   - kind: Whether it may spend a credential.
    ///   - page: What a further page adds to the query, or to a JSON body; a name replaces an
    ///     earlier one.
    /// - Throws: A variable that has no value.
    /// - Returns: The request, ready to be sent.
    package func request(
        _ definition: RequestDefinition,
        kind: HTTPRequest.Kind,
        page: [(name: String, value: String)] = []
    ) throws(SetupProblem) -> HTTPRequest {
        var url = try self.url(definition)
        var query = try pairs(definition.query)
        let pagesInBody = if case .json = definition.body { true } else { false }
        if !pagesInBody {
            for entry in page {
                query.removeAll { $0.name == entry.name }
                query.append(entry)
            }
        }
        if !query.isEmpty { url = URLQuery.appending(query, to: url) }
        var headers: [(name: String, value: String)] = [("Accept", "application/json")]
        if case .none = form {
            if let authorization = values.pipeline.api.authorization {
                headers.set("Authorization", try fill(authorization))
            }
            for header in values.pipeline.api.headers {
                headers.set(header.name, try fill(header.value))
            }
        }
        let body = try self.body(definition, page, &headers)
        for header in definition.headers { headers.set(header.name, try fill(header.value)) }
        return HTTPRequest(
            method: definition.method,
            url: url,
            headers: headers,
            body: body,
            kind: kind
        )
    }

    private func url(_ definition: RequestDefinition) throws(SetupProblem) -> String {
        let text = try URLExpansion(values).text(definition.url)
        guard let base = values.overrides.base(provider: values.pipeline.provider) else {
            return text
        }
        return base + Self.afterAuthority(text)
    }

    /// What follows scheme, host and port.
    static func afterAuthority(_ url: String) -> Substring {
        guard let scheme = url.firstRange(of: "://") else { return url[...] }
        let rest = url[scheme.upperBound...]
        guard let end = rest.firstIndex(where: { "/?#".contains($0) }) else { return "" }
        return rest[end...]
    }

    private func body(
        _ definition: RequestDefinition,
        _ page: [(name: String, value: String)],
        _ headers: inout [(name: String, value: String)]
    ) throws(SetupProblem) -> [UInt8]? {
        if case .basic(let user, let password) = definition.authentication {
            headers.set(
                "Authorization",
                BasicCredentials(user: try fill(user), password: try fill(password)).headerValue
            )
        }
        switch definition.body {
        case .none:
            return nil
        case .form(let entries):
            headers.set("Content-Type", FormEncoding.contentType)
            return FormEncoding.body(try pairs(entries))
        case .json(let template):
            headers.set("Content-Type", "application/json")
            var value = try json(template)
            if case .object(var object) = value {
                for entry in page {
                    object[entry.name] =
                        JSONNumber(entry.value).map { .number($0) }
                        ?? .string(entry.value)
                }
                value = .object(object)
            }
            return value.compactText()
        case .standard(let extra, let renames, let omitted):
            if case .none = form { return nil }
            var fields = form.fields(values)
            if case .client = definition.authentication { identify(&fields, &headers) }
            for entry in try pairs(extra) {
                fields.removeAll { $0.name == entry.name }
                fields.append(entry)
            }
            fields.removeAll { omitted.contains($0.name) }
            fields = fields.map { (renames[$0.name] ?? $0.name, $0.value) }
            headers.set("Content-Type", FormEncoding.contentType)
            return FormEncoding.body(fields)
        }
    }

    /// Proves who the client is (RFC 6749, section 2.3.1).
    private func identify(
        _ fields: inout [(name: String, value: String)],
        _ headers: inout [(name: String, value: String)]
    ) {
        guard let client = values.client else { return }
        switch values.pipeline.client.authentication {
        case .basic:
            headers.set(
                "Authorization",
                BasicCredentials(
                    user: client.id,
                    password: client.secret?.reveal() ?? ""
                ).headerValue
            )
        case .body:
            fields.append(("client_id", client.id))
            if let secret = client.secret { fields.append(("client_secret", secret.reveal())) }
        case .none:
            fields.append(("client_id", client.id))
        }
    }

    private func pairs(
        _ entries: [NamedTemplate]
    ) throws(SetupProblem) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        for entry in entries { pairs.append((entry.name, try fill(entry.value))) }
        return pairs
    }

    private func json(_ template: JSONTemplate) throws(SetupProblem) -> JSONValue {
        switch template {
        case .value(let value): return value
        case .string(let template): return .string(try fill(template))
        case .array(let items):
            var values: [JSONValue] = []
            for item in items { values.append(try json(item)) }
            return .array(values)
        case .object(let members):
            var object = JSONObject()
            for member in members { object[member.name] = try json(member.value) }
            return .object(object)
        }
    }

    private func fill(_ template: Template) throws(SetupProblem) -> String {
        do {
            return try template.expand(values.value)
        } catch {
            throw .variableMissing(error)
        }
    }
}

extension [(name: String, value: String)] {
    /// Puts a header in place of one of the same name, whatever its case.
    mutating func set(_ name: String, _ value: String) {
        removeAll { $0.name.lowercased() == name.lowercased() }
        append((name, value))
    }
}
