extension FormFields {
    /// Reads a `multipart/form-data` body (RFC 7578) of plain fields; files are passed over.
    init(multipart body: [UInt8], boundary: String) {
        self.init()
        let text = String(decoding: body, as: UTF8.self)
        for part in text.split(separator: "--\(boundary)") {
            guard let end = part.firstRange(of: "\r\n\r\n"),
                let name = Self.fieldName(in: part[..<end.lowerBound])
            else { continue }
            var value = part[end.upperBound...]
            if value.hasSuffix("\r\n") { value.removeLast() }
            append(name, String(value))
        }
    }

    /// The boundary a content type names; `nil` when it is no multipart form.
    static func boundary(in contentType: String) -> String? {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let mark = contentType.firstRange(of: "boundary=")
        else { return nil }
        let text = contentType[mark.upperBound...].prefix { $0 != ";" }
            .filter { $0 != "\"" && $0 != " " }
        return text.isEmpty ? nil : text
    }

    private static func fieldName(in head: Substring) -> String? {
        guard !head.contains("filename="), let mark = head.firstRange(of: "name=\"") else {
            return nil
        }
        let name = head[mark.upperBound...].prefix { $0 != "\"" }
        return name.isEmpty ? nil : String(name)
    }
}
