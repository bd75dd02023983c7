extension PipelineFormat {
    /// Each key's name to the path of the mapping it stands in, for people who put it elsewhere.
    ///
    /// A name that stands in several has the first of them; those of the file itself have none.
    static let homes: [String: String] = {
        var homes: [String: String] = [:]
        var waiting: [(shape: Shape, path: String)] = [(.mapping(file), "")]
        while !waiting.isEmpty {
            let (shape, path) = waiting.removeFirst()
            switch shape {
            case .scalar, .tree: continue
            case .list(let item, _): waiting.append((item, path))
            case .map(let value, _): waiting.append((value, path + ".NAME"))
            case .either(let shapes): waiting += shapes.map { ($0, path) }
            case .variants(let variants, _): waiting += variants.map { (.mapping($0), path) }
            case .mapping(let mapping):
                for key in mapping.keys {
                    if !path.isEmpty, homes[key.name] == nil { homes[key.name] = path }
                    waiting.append((key.shape, path.isEmpty ? key.name : "\(path).\(key.name)"))
                }
            }
        }
        return homes
    }()
}
