import Documents

extension PipelineDiagnostics {
    static func badDuration(
        _ text: String,
        _ error: SpanError,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"\(text)\" is no duration: \(error.message)",
            hint: SpanError.hint
        )
    }

    static func badDate(_ text: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"\(text)\" is no day of the calendar",
            hint: "write the year, the month and the day: 2027-01-31"
        )
    }

    static func badPath(
        _ text: String,
        _ error: JSONPathError,
        at location: SourceLocation
    ) -> Diagnostic {
        let hint: String? = text.hasPrefix("$") ? nil : "a query begins with $: \"$.\(text)\""
        return Diagnostic(at: location, "malformed JSONPath: \(error.message)", hint: hint)
    }

    static func badPattern(_ error: IRegexpError, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "malformed pattern: \(error.message)",
            hint: "patterns are I-Regexps (RFC 9485): no \\d, ^, $ or look-ahead; they match whole"
        )
    }

    static func badStatus(_ text: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"\(text)\" is no HTTP status",
            hint: "write 429, a class such as 5xx, or a range such as 400-499"
        )
    }

    static func badCode(_ text: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            text.isEmpty ? "an error code is empty" : "\"\(text)\" is no range of error codes",
            hint: "write a code, or a range of at most \(CodeRange.most) numbers such as 200-299"
        )
    }

    static func badProvider(_ text: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"\(text)\" can't be a provider's key",
            hint: "use up to 64 of a-z, 0-9, - and _, beginning with a letter or a digit"
        )
    }

    static func controlCharacter(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "a line break or another control character can't stand here",
            hint: "write the text on one line"
        )
    }
}
