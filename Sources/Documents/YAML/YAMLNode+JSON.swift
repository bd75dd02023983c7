extension YAMLNode {
    /// The tree as JSON: numbers keep their digits, and entries their order.
    ///
    /// Infinity and NaN, which JSON has no number for, become text.
    package func json() -> JSONValue {
        switch content {
        case .sequence(let items):
            return .array(items.map { $0.json() })
        case .mapping(let entries):
            var object = JSONObject()
            for entry in entries { object[entry.key.text ?? ""] = entry.value.json() }
            return .object(object)
        case .scalar(let text, let style):
            switch style == .plain ? YAMLScalar(plain: text) : .text(text) {
            case .null: return .null
            case .bool(let value): return .bool(value)
            case .integer(let value): return .number(JSONNumber(value))
            case .decimal(let written): return Self.number(written) ?? .string(written)
            case .text(let text): return .string(text)
            }
        }
    }

    /// A decimal in the grammar of JSON: digits on both sides of the point, and no plus sign.
    private static func number(_ written: String) -> JSONValue? {
        let unsigned = written.drop { $0 == "+" || $0 == "-" }
        let mantissa = unsigned.prefix { $0 != "e" && $0 != "E" }
        let exponent = unsigned.dropFirst(mantissa.count)
        let parts = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, mantissa.contains(where: \.isNumber),
            mantissa.allSatisfy({ $0.isNumber || $0 == "." })
        else { return nil }
        let whole = first.drop { $0 == "0" }
        let fraction = parts.count > 1 && !parts[1].isEmpty ? "." + parts[1] : ""
        let sign = written.hasPrefix("-") ? "-" : ""
        return JSONNumber(sign + (whole.isEmpty ? "0" : whole) + fraction + exponent)
            .map(JSONValue.number)
    }
}
