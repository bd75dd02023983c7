import Documents
import Pipeline
import Transport

/// Whether a row of an error table speaks of an answer: every condition it writes must hold.
enum ErrorRuleMatch {
    static func matches(
        _ rule: ErrorRule,
        _ response: HTTPResponse,
        _ document: JSONValue?,
        code: String?,
        subcode: String?
    ) -> Bool {
        if !rule.statuses.isEmpty, !rule.statuses.contains(where: { $0.contains(response.status) })
        {
            return false
        }
        if !rule.codes.isEmpty {
            guard let code, rule.codes.contains(code) else { return false }
        }
        if !rule.subcodes.isEmpty {
            guard let subcode, rule.subcodes.contains(subcode) else { return false }
        }
        if let match = rule.match {
            guard let document, !match.select(from: document).isEmpty else { return false }
        }
        if let header = rule.header {
            guard let found = response.header(header.name) else { return false }
            if let value = header.value, value != found { return false }
        }
        return true
    }
}
