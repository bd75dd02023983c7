import Documents
import Pipeline

/// Makes the answers of profile and collection calls, their JSONPaths turned round.
struct DataMaker: Sendable {
    let tokens: TokenMaker

    func document(_ step: ProfileDefinition.Step) throws(BlueprintProblem) -> JSONValue {
        var document: JSONValue = [:]
        try plant(step.fields, in: &document)
        try tokens.mark(step.request, &document)
        return document
    }

    /// One page of two items, and no word of another one.
    func document(_ collection: CollectionDefinition) throws(BlueprintProblem) -> JSONValue {
        var items: [JSONValue] = []
        for _ in 0..<2 {
            var item: JSONValue = [:]
            try plant(collection.fields, in: &item)
            items.append(item)
        }
        var document: JSONValue = [:]
        if collection.items.alternatives.contains(where: { $0.text == "$" }) {
            document = .array(items)
        } else {
            try tokens.plant(
                .array(items),
                collection.items,
                "the items of \(collection.name)",
                in: &document
            )
        }
        try tokens.mark(collection.request, &document)
        return document
    }

    private func plant(
        _ fields: [FieldDefinition],
        in document: inout JSONValue
    ) throws(BlueprintProblem) {
        // The id last: another field may look at the same place.
        for field in fields.filter({ $0.name != "id" }) + fields.filter({ $0.name == "id" }) {
            try tokens.plant(
                Self.value(field),
                field.pick,
                "the field \(field.name)",
                in: &document
            )
        }
    }

    private static func value(_ field: FieldDefinition) -> JSONValue {
        switch field.kind {
        case .integer: 42
        case .boolean: true
        case .time: "2020-01-02T03:04:05Z"
        case .mediaURL: "https://media.example.org/\(field.name).jpg"
        case .text, .any:
            field.name == "id" ? .string(StandIns.accountID) : "the \(field.name)"
        }
    }
}
