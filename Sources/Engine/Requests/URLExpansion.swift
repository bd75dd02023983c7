import Pipeline
import Transport

/// Fills in a URL's variables so that no value moves the call to another host.
///
/// Pure.
///
/// A server, and whatever begins the URL, is taken as it is: the transport refuses what is not
/// https. In the host a parameter is taken as it is, because its pattern guards it. Everything
/// else is percent-encoded (RFC 3986, section 2.1): a value is a segment, never a path.
struct URLExpansion {
    let values: TemplateValues

    init(_ values: TemplateValues) {
        self.values = values
    }

    func text(_ template: Template) throws(SetupProblem) -> String {
        var text = ""
        for part in template.parts {
            switch part {
            case .literal(let literal):
                text += literal
            case .variable(let variable):
                guard let value = values.value(variable) else {
                    throw .variableMissing(
                        MissingVariable(variable: variable, location: template.location)
                    )
                }
                text += isTakenAsIs(variable, after: text) ? value : PercentEncoding.encode(value)
            }
        }
        return text
    }

    private func isTakenAsIs(_ variable: TemplateVariable, after text: String) -> Bool {
        if text.isEmpty { return true }
        switch variable {
        case .server: return true
        case .parameter: return RequestBuilder.afterAuthority(text).isEmpty
        default: return false
        }
    }
}
