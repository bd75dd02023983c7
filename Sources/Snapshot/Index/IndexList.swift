import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// A list of connections in one order, cut in parts so that a change touches few of them.
///
/// Where a part ends is decided by the names of the rows alone, not by how many come before: a row
/// that comes, goes or moves changes the part it is in, seldom the next, and no other. A part is
/// called after the row it follows, so that it keeps its name, too.
struct IndexList: Sendable {
    /// One row: what it is counted and ordered by, and what is shown.
    struct Row: Sendable {
        let key: ConnectionKey
        let state: ConnectionState
        /// When the connection ends unless something is done; the distant future where it does not.
        let end: Date
        /// What is shown, written.
        let text: [UInt8]
    }

    /// Below `index/`: `user`, `ends`, `state/connected`.
    let name: String
    /// In the list's order.
    let rows: [Row]

    /// A part ends behind one row in so many, on average.
    private static let spacing: UInt64 = 80
    private static let shortest = 30
    private static let longest = 300

    /// The list's table of contents and its parts, by path.
    func documents() -> [String: StatusDocument] {
        var documents: [String: StatusDocument] = [:]
        var contents: [JSONValue] = []
        var name = "0"
        var part: [Row] = []
        for row in rows {
            part.append(row)
            let hash = Self.hash(row.key)
            let isEnd =
                part.count >= Self.longest
                || (part.count >= Self.shortest && hash % Self.spacing == 0)
            guard isEnd else { continue }
            add(part, name, to: &documents, &contents)
            name = String(hash, radix: 16)
            part = []
        }
        if !part.isEmpty { add(part, name, to: &documents, &contents) }
        documents["\(StatusPath.indexFolder)/\(self.name).json"] = .whole([
            "ok": .bool(true), "schema": .string(StatusSchema.indexList.id),
            "parts": .array(contents),
        ])
        return documents
    }

    private func add(
        _ part: [Row],
        _ partName: String,
        to documents: inout [String: StatusDocument],
        _ contents: inout [JSONValue]
    ) {
        documents["\(StatusPath.indexFolder)/\(name)/\(partName).json"] = .list(
            ["ok": .bool(true), "schema": .string(StatusSchema.indexPart.id)],
            rows: part.map(\.text)
        )
        var byProvider: [String: StateCounts] = [:]
        for row in part { byProvider[row.key.provider, default: StateCounts()].add(row.state) }
        var counts = JSONObject()
        for (provider, states) in byProvider.sorted(by: { $0.key < $1.key }) {
            counts[provider] = states.document
        }
        contents.append(["name": .string(partName), "counts": .object(counts)])
    }

    /// Spread well in its low digits, which those of FNV-1a alone are not.
    private static func hash(_ key: ConnectionKey) -> UInt64 {
        let hash = StableHash.fnv1a("\(key.user.text)\n\(key.provider)\n\(key.label)")
        return (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd >> 11
    }
}
