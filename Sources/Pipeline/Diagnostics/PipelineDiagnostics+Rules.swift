import Documents

extension PipelineDiagnostics {
    static func otherFileName(
        _ key: String,
        stem: String,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "provider \"\(key)\" stands in a file named after \"\(stem)\"",
            hint: "name the file \(key).yml, or remove this line"
        )
    }

    static func twoFiles(
        for provider: String,
        at location: SourceLocation,
        first: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "provider \"\(provider)\" has two files",
            hint: "remove or rename one of the two",
            notes: [Diagnostic(.note, at: first, "the other one is here")]
        )
    }

    static func unreadable(_ error: FileError) -> Diagnostic {
        Diagnostic(
            at: SourceLocation(path: error.path, line: 1, column: 1),
            "the file can't be read: \(error.reason)"
        )
    }

    static func noFile(_ path: String) -> Diagnostic {
        Diagnostic(
            at: SourceLocation(path: path, line: 1, column: 1),
            "there is no such pipeline file"
        )
    }

    static func duplicateStep(_ name: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "two steps are named \"\(name)\"",
            hint: "messages tell steps apart by their names"
        )
    }

    static func unfollowed(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "no step follows this \"every\": each has its own",
            hint: "remove it, or the \"every\" of a step that is to follow it"
        )
    }

    static func twoRhythms(
        _ field: String,
        at location: SourceLocation,
        first: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "two steps fill the field \"\(field)\", and are not read together",
            hint: "the first that brings it counts, and only one reading of both can tell: remove "
                + "one of the two, or the step's \"every\"",
            notes: [Diagnostic(.note, at: first, "the other one is here")]
        )
    }

    static func twoBodies(at location: SourceLocation) -> Diagnostic {
        Diagnostic(at: location, "a call has one body: \"form\" or \"json\", not both")
    }

    static func bodyOfGet(_ key: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "a GET has no body, and \"\(key)\" would be one",
            hint: "write it under \"query\", or choose another method"
        )
    }

    static func idle(
        _ key: String,
        beside written: String,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"\(key)\" adjusts the standard's form, which \"\(written)\" has replaced",
            hint: "write everything that is sent under \"query\", \"form\" or \"json\""
        )
    }

    static func tokenless(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .warning,
            at: location,
            "this call carries no access token",
            hint: "\"api.authorization\" is none: write ${access_token} in the query or a header"
        )
    }

    static func publicSecret(_ name: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"\(name)\" looks like a credential, which is never public",
            hint: "remove it from \"public\""
        )
    }

    static func unfilled(
        _ name: String,
        known: [String],
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "no step of \"profile\" fills the field \"\(name)\"",
            hint: meant(name, among: known) ?? "add it to a step's \"fields\""
        )
    }

    static func secretInFile(_ name: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"\(name)\" holds a credential, and a pipeline file never does",
            hint: "name an environment variable under \"client\", such as ${env.CLIENT_SECRET}"
        )
    }

    static func noSecret(_ authentication: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"\(authentication)\" proves who the client is with a secret, and \"client\" has none",
            hint: "add \"secret\", or write \"auth: none\" for a public client"
        )
    }

    static func unmatched(
        _ key: String,
        of parameter: String,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "the \(key) of parameter \"\(parameter)\" does not match its pattern",
            hint: "a pattern matches the whole value"
        )
    }
}
