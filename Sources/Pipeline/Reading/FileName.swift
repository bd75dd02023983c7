/// The name of a pipeline file, from which the provider's key comes.
enum FileName {
    static let endings = [".yml", ".yaml"]

    /// The last part of a path, without its ending.
    static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        for ending in endings where name.hasSuffix(ending) {
            return String(name.dropLast(ending.count))
        }
        return name
    }
}
