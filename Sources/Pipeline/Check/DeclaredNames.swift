import Documents

/// The names a file declares for its templates, gathered from the tree before anything is checked.
struct DeclaredNames: Sendable {
    private(set) var servers: [String] = []
    /// Each parameter's name, and its pattern where one is written.
    private(set) var parameters: [String: String?] = [:]
    private(set) var extras: Set<String> = []

    init(_ root: YAMLNode) {
        servers = Self.keys(of: root["servers"])
        for entry in root["parameters"]?.entries ?? [] {
            guard let name = entry.key.text else { continue }
            parameters[name] = .some(entry.value["pattern"]?.text)
        }
        let exchange = root["exchange"]
        let calls = [exchange] + (exchange?["steps"]?.items ?? []) + [root["refresh"]]
        extras = Set(Self.keys(of: root["authorize"]?["copy"]))
        for call in calls { extras.formUnion(Self.keys(of: call?["answer"]?["copy"])) }
    }

    /// The declared names of a variable's family; `nil` where the family needs no declaration.
    func names(of kind: VariableKind) -> [String]? {
        switch kind {
        case .server: servers
        case .parameter: parameters.keys.sorted()
        case .extra: extras.sorted()
        default: nil
        }
    }

    private static func keys(of node: YAMLNode?) -> [String] {
        node?.entries?.compactMap { $0.key.text } ?? []
    }
}
