import Transport

/// The `Link` header (RFC 8288), as far as paging needs it.
enum LinkHeader {
    /// The target of `rel="next"`.
    static func next(in response: HTTPResponse) -> String? {
        for header in response.headers where header.name.lowercased() == "link" {
            if let target = next(in: header.value) { return target }
        }
        return nil
    }

    static func next(in value: String) -> String? {
        var rest = value[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let target = rest[rest.index(after: open)..<close]
            let after = rest[rest.index(after: close)...]
            let end = after.firstIndex(of: "<") ?? after.endIndex
            let isNext = after[..<end].split { $0 == ";" || $0 == "," }.contains { parameter in
                let halves = parameter.split(separator: "=", maxSplits: 1)
                guard halves.count == 2, halves[0].trimmed == "rel" else { return false }
                return halves[1].trimmed.split(separator: " ").contains {
                    $0.lowercased() == "next"
                }
            }
            if isNext { return String(target) }
            rest = after[end...]
        }
        return nil
    }
}

extension Substring {
    /// Without spaces and quotation marks at its ends.
    fileprivate var trimmed: Substring {
        let isEdge = { (character: Character) in character == " " || character == "\"" }
        let start = drop(while: isEdge)
        guard let last = start.lastIndex(where: { !isEdge($0) }) else { return "" }
        return start[...last]
    }
}
