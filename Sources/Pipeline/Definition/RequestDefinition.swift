package import Documents

/// One HTTP call as a file describes it.
package struct RequestDefinition: Sendable {
    /// What the call carries in its body.
    package enum Body: Sendable {
        case none
        /// `application/x-www-form-urlencoded`, in order.
        case form([NamedTemplate])
        /// A JSON object or array; strings in it may hold variables.
        case json(JSONTemplate)
        /// The standard's own form for this kind of step, plus `extra`, less `omitted`, renamed.
        ///
        /// Applies when the file writes neither `query`, `form` nor `json`; once it writes one of
        /// them, nothing is sent that is not written there.
        case standard(extra: [NamedTemplate], renames: [String: String], omitted: Set<String>)
    }

    /// Credentials in an `Authorization` header of a token or revocation call.
    package enum Authentication: Sendable {
        /// As `client.auth` says, where the body is `.standard`; otherwise nothing implicit.
        case client
        /// Basic with this user and password.
        case basic(user: Template, password: Template)
        case none
    }

    /// `GET`, `POST`, `DELETE`, `PUT`, `PATCH`.
    package var method: String
    package var url: Template
    package var query: [NamedTemplate]
    package var headers: [NamedTemplate]
    package var body: Body
    package var authentication: Authentication
    /// A JSONPath that must select something for a 2xx answer to count as a success.
    package var success: JSONPath?
    /// A JSONPath that must select nothing: failures told in a 200.
    package var failure: JSONPath?
    /// Whether an answer that names its version is asked for again only if it has changed.
    package var isConditional = true
    /// Where the step stands in the file.
    package var location: SourceLocation

    package init(
        method: String,
        url: Template,
        query: [NamedTemplate],
        headers: [NamedTemplate],
        body: Body,
        authentication: Authentication,
        success: JSONPath?,
        failure: JSONPath?,
        location: SourceLocation
    ) {
        self.method = method
        self.url = url
        self.query = query
        self.headers = headers
        self.body = body
        self.authentication = authentication
        self.success = success
        self.failure = failure
        self.location = location
    }
}
