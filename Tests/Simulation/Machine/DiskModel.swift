/// Files as programs see them, and as they would be after the power went.
struct DiskModel: Sendable {
    private(set) var files: [String: [UInt8]] = [:]
    /// What is durable, where it differs from what is seen: `nil` for no file.
    private var durable: [String: [UInt8]?] = [:]

    init(_ files: [String: [UInt8]] = [:]) { self.files = files }

    mutating func put(_ path: String, _ bytes: [UInt8]?, isSynced: Bool = true) {
        if isSynced {
            durable[path] = nil
        } else if durable[path] == nil {
            durable[path] = .some(files[path])
        }
        files[path] = bytes
    }

    /// What a power cut leaves of what was never synced.
    mutating func losePower(_ survives: (String) -> Bool) {
        for path in durable.keys.sorted() where !survives(path) {
            files[path] = durable[path] ?? nil
        }
        durable = [:]
    }

    func names(in folder: String) -> [String] {
        let prefix = "\(folder)/"
        var names: Set<String> = []
        for path in files.keys where path.hasPrefix(prefix) {
            let rest = path.dropFirst(prefix.count)
            names.insert(String(rest.prefix { $0 != "/" }))
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
