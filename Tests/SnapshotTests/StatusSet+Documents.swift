import Documents

@testable import Snapshot

extension StatusSet {
    /// Every JSON file of the set, by its path.
    var allDocuments: [String: JSONValue] {
        var documents = common.mapValues { $0.value() }
        for page in pages {
            for (path, document) in page.documents() { documents[path] = document }
        }
        return documents
    }
}
