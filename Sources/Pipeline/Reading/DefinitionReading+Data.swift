import Documents

extension DefinitionReading {
    func api() -> APIDefinition {
        let node = root["api"]
        let written = node?["authorization"]
        let standard = Template(
            reading: PipelineDefaults.authorization,
            at: node?.location ?? root.location
        )
        return APIDefinition(
            authorization: written?.text == "none" ? nil : written?.template ?? standard,
            headers: node?["headers"]?.namedTemplates ?? []
        )
    }

    func profile(_ node: YAMLNode) -> ProfileDefinition {
        let written = node["steps"]?.items
        let steps = written ?? [node]
        return ProfileDefinition(
            every: node["every"]?.span,
            steps: steps.enumerated().map { index, step in
                ProfileDefinition.Step(
                    name: step["name"]?.text ?? String(index + 1),
                    every: written == nil ? nil : step["every"]?.span,
                    request: apiRequest(step),
                    fields: fields(step["fields"]),
                    isOptional: step["optional"]?.isTrue ?? false
                )
            }
        )
    }

    func collection(_ entry: YAMLNode.Entry) -> CollectionDefinition {
        let node = entry.value
        return CollectionDefinition(
            name: entry.key.text ?? "",
            every: node["every"]?.span,
            request: apiRequest(node),
            items: node["items"]?.pick ?? ValuePick([]),
            fields: fields(node["fields"]),
            paging: node["paging"].flatMap { paging($0) },
            limit: node["limit"]?.integer ?? PipelineDefaults.collectionLimit
        )
    }

    private func fields(_ node: YAMLNode?) -> [FieldDefinition] {
        (node?.entries ?? []).map { entry in
            let name = entry.key.text ?? ""
            return FieldDefinition(
                name: name,
                pick: entry.value.pathOrPick,
                kind: entry.value["as"]?.word(FieldDefinition.Kind.self)
                    ?? (name == "id" ? .text : .any)
            )
        }
    }

    private func paging(_ node: YAMLNode) -> Paging? {
        if node.text == "link" { return .link }
        if let cursor = node["cursor"] {
            return .cursor(
                pick: cursor.pick,
                parameter: node["parameter"]?.text ?? "",
                more: node["more"]?.pick
            )
        }
        if let next = node["next"] { return .next(next.pick) }
        if let offset = node["offset"]?.text {
            return .offset(
                parameter: offset,
                sizeParameter: node["size_parameter"]?.text ?? "limit",
                size: node["size"]?.integer ?? 1
            )
        }
        return node["page"]?.text.map {
            .page(parameter: $0, first: node["first"]?.integer ?? 1)
        }
    }
}
