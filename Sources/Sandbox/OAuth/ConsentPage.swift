/// The page on which a sandbox person is chosen and allows or denies.
struct ConsentPage: Sendable {
    let request: AuthorizationRequest
    let query: FormFields
    let people: [Person]

    /// People beyond this number are there, but not listed.
    private static let longestList = 50

    var answer: Answer { .html(text) }

    private var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Allow access? Latchkey sandbox</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem; }
        label { display: block; padding: .2rem 0; }
        button { font: inherit; padding: .5rem 1.5rem; margin: 1rem 1rem 0 0; }
        code { background: #8882; padding: 0 .3em; }
        </style>
        </head>
        <body>
        <h1>Allow access?</h1>
        <p>An app wants to use an account at the emulated \(request.provider.rawValue), with
        \(request.scopes.isEmpty ? "no scope" : scopes), and to return to
        <code>\(Self.escape(request.redirectURI))</code>.</p>
        <form method="get">
        \(hiddenFields)
        <fieldset><legend>Who are you?</legend>
        \(choices)
        </fieldset>
        <button name="auto" value="allow">Allow</button>
        <button name="auto" value="deny">Deny</button>
        </form>
        </body>
        </html>

        """
    }

    private var scopes: String {
        request.scopes.map { "<code>\(Self.escape($0))</code>" }.joined(separator: ", ")
    }

    private var hiddenFields: String {
        query.fields.filter { $0.name != "as" && $0.name != "auto" }.map { field in
            "<input type=\"hidden\" name=\"\(Self.escape(field.name))\""
                + " value=\"\(Self.escape(field.value))\">"
        }.joined(separator: "\n")
    }

    private var choices: String {
        people.prefix(Self.longestList).enumerated().map { index, person in
            "<label><input type=\"radio\" name=\"as\" value=\"\(person.name)\""
                + "\(index == 0 ? " checked" : "")> \(Self.escape(person.displayName))</label>"
        }.joined(separator: "\n")
    }

    private static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
