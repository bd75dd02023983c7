import Documents

extension PipelineDiagnostics {
    /// What is wrong with a URL.
    enum URLComplaint: Hashable {
        case scheme
        case plainHTTP(String)
        case noHost
        case userInfo
        case port
        case fragment
        case queryInBase
        case slashAfterBase
        case character(Unicode.Scalar)
        case variableFirst(TemplateVariable)
        case afterBase(TemplateVariable)
        case variableInHost(TemplateVariable)
        case openPattern(parameter: String, character: Character)
        case emptyPattern(parameter: String)
    }

    static func badURL(_ complaint: URLComplaint, at location: SourceLocation) -> Diagnostic {
        let (message, hint) = text(of: complaint)
        return Diagnostic(at: location, message, hint: hint)
    }

    private static func text(of complaint: URLComplaint) -> (message: String, hint: String?) {
        switch complaint {
        case .scheme:
            ("a URL begins with https:// or with a server", "write https://… or ${servers.NAME}/…")
        case .plainHTTP(let host):
            (
                "plain http would carry credentials to \(host) in the clear",
                "write https; http is only for 127.0.0.0/8, [::1] and localhost"
            )
        case .noHost: ("the URL has no host", "write https://HOST/PATH")
        case .userInfo:
            (
                "a URL can't carry a user or a password here",
                "write them under \"auth\", from the environment"
            )
        case .port: ("the URL's port is no number from 1 to 65535", nil)
        case .fragment:
            ("a server never sees what follows \"#\" in a URL", "remove it from the URL")
        case .queryInBase:
            ("a base URL has no query", "write the query where the URL is used")
        case .slashAfterBase:
            ("a base URL ends without \"/\"", "the path that follows it begins with one")
        case .character(let scalar): illegal(scalar)
        case .variableFirst(let variable):
            (
                "\"${\(variable.name)}\" can't decide which host is called",
                "begin with https:// or ${servers.NAME}"
            )
        case .afterBase(let variable):
            (
                "what follows \"${\(variable.name)}\" could change its host",
                "go on with \"/\" or \"?\""
            )
        case .variableInHost(let variable):
            (
                "\"${\(variable.name)}\" can't stand in a host",
                "only ${param.NAME} and ${extra.NAME} can"
            )
        case .openPattern(let parameter, let character):
            (
                "the pattern of parameter \"\(parameter)\" admits \(name(of: character)), "
                    + "which could send this call to a foreign host",
                "narrow the pattern, for example to '[a-z0-9-]+(\\.[a-z0-9-]+)*'"
            )
        case .emptyPattern(let parameter):
            (
                "the pattern of parameter \"\(parameter)\" admits an empty text, "
                    + "which would take the host away",
                "write + where * stands"
            )
        }
    }

    private static func illegal(_ scalar: Unicode.Scalar) -> (message: String, hint: String?) {
        (
            "\(name(of: Character(scalar))) can't stand in a URL here",
            "percent-encode it, or put it under \"query\""
        )
    }

    private static func name(of character: Character) -> String {
        character == " " ? "a space" : character.isWhitespace ? "a line break" : "\"\(character)\""
    }
}
