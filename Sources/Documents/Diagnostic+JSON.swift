extension Diagnostic {
    /// The complaint for machines; `hint` and `notes` are there only where it has some.
    package func json() -> JSONValue {
        var object: JSONObject = [
            "severity": .string(severity.rawValue),
            "path": .string(location.path),
            "line": .number(JSONNumber(location.line)),
            "column": .number(JSONNumber(location.column)),
            "message": .string(message),
        ]
        if let hint { object["hint"] = .string(hint) }
        if !notes.isEmpty { object["notes"] = .array(notes.map { $0.json() }) }
        return .object(object)
    }
}
