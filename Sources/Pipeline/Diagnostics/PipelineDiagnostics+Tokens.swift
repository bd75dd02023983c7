import Documents

extension PipelineDiagnostics {
    static func tooEarly(
        _ variable: TemplateVariable,
        in part: String,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"${\(variable.name)}\" has no value yet in \(part)",
            hint: "only the answer of an earlier step, or the callback, could bring it"
        )
    }

    static func fixedState(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "a fixed \"state\" would let a stranger's code into a person's connection",
            hint: "remove it: Latchkey makes one for each authorization"
        )
    }

    static func codeSpent(
        by first: String,
        again step: String,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "step \"\(step)\" can't be reached: the code it sends is spent by step \"\(first)\"",
            hint: "write what this step sends under \"query\" or \"form\", without ${code}"
        )
    }

    static func codeUnused(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "no step of \"exchange\" sends the code",
            hint: "put ${code} in the first step, or leave the form to the standard"
        )
    }

    static func unusedStep(_ name: String, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "step \"\(name)\" is for nothing: no later step uses what it brings",
            hint: "use ${access_token} in a later step, or remove this one"
        )
    }

    static func noAccessToken(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "no step of \"exchange\" brings an access token",
            hint: "write where one answer keeps it"
        )
    }

    static func credentialUnsent(
        _ credential: String,
        other: String?,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"refresh\" can't work: it never sends ${\(credential)}",
            hint: other.map { "it sends ${\($0)}: write \"uses: \($0)\"" }
                ?? "write what it sends under \"query\" or \"form\""
        )
    }

    static func nothingToRefresh(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"refresh\" can't be reached: no step of \"exchange\" brings a refresh token",
            hint: "write where the answer keeps it, or remove \"refresh\""
        )
    }

    static func tooOldToRefresh(
        _ least: Span,
        _ life: Span,
        at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            at: location,
            "\"refresh\" can't be reached: tokens end after \(life), before they are \(least) old",
            hint: "correct \"min_age\" or \"lifetimes.access\""
        )
    }

    static func unconditional(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "this rule has no condition and would fit every failure",
            hint: "add status, code, subcode, match or header"
        )
    }

    static func shadowed(at location: SourceLocation, by first: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "this rule can't be reached: an earlier one fits everything it fits",
            hint: "put the particular before the general, or remove one",
            notes: [Diagnostic(.note, at: first, "the earlier rule is here")]
        )
    }

    static func hasty(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            at: location,
            "a failing or busy server is no evidence that a grant has ended",
            hint: "take 429 and 5xx out, or add the code that tells"
        )
    }
}
