import Documents

/// `latchkey query`: a query on the first line, a document below it.
struct QueryTarget: FuzzTarget {
    let name = "query"
    let corpus = SampleTexts.queries.flatMap { query in
        SampleTexts.documents.map { Array("\(query)\n\($0)".utf8) }
    }
    let tokens = [
        "$", "@", "..", ".*", "[*]", "[?", "[?@.a]", "[0]", "[-1]", "[::2]", "[1:5:-1]",
        "[9007199254740991]", "['a']", "[\"\\u0061\"]", "length(@)", "count(@.*)", "value(@..a)",
        "match(@.a, 'a*')", "search(@, '[a-z]{1,20}')", "&&", "||", "!", "(", ")", "==", "!=", "<=",
        "null", "1e400", "[?@..[?@..a]]",
    ]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let end = input.firstIndex(of: 0x0A) ?? input.endIndex
        let text = String(decoding: input[..<end], as: UTF8.self)
        let query: JSONPath
        do { query = try JSONPath(text) } catch {
            // The command line puts a caret there.
            try FuzzFinding.unless(
                (0...text.unicodeScalars.count).contains(error.offset),
                "a fault lies outside the query"
            )
            return
        }
        try FuzzFinding.unless(query.description == text, "a query lost its text")
        for document in documents(input[end...].dropFirst()) {
            let nodes = query.nodes(in: document)
            try FuzzFinding.unless(
                nodes.map(\.value) == query.select(from: document),
                "nodes and values differ"
            )
            try FuzzFinding.unless(!query.isSingular || nodes.count <= 1, "a singular query is not")
            for node in nodes.prefix(8) {
                let found = (try? JSONPath(node.path))?.select(from: document)
                try FuzzFinding.unless(found == [node.value], "\(node.path) leads elsewhere")
            }
        }
    }

    private func documents(_ bytes: ArraySlice<UInt8>) -> [JSONValue] {
        if let own = try? JSONValue(parsing: Array(bytes)) { return [own] }
        return SampleTexts.documents.prefix(3).compactMap {
            try? JSONValue(parsing: Array($0.utf8))
        }
    }
}
