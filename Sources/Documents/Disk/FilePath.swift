/// The parts of a path, as text and no more.
enum FilePath {
    /// The folder a path lies in: `.` for a bare name, `/` for what lies at the root.
    static func folder(of path: String) -> String {
        let trimmed = path.utf8.reversed().drop { $0 == slash }
        let rest = trimmed.drop { $0 != slash }
        guard !rest.isEmpty else { return "." }
        let folder = rest.drop { $0 == slash }
        return folder.isEmpty ? "/" : String(decoding: folder.reversed(), as: UTF8.self)
    }

    static func join(_ folder: String, _ name: String) -> String {
        folder.utf8.last == slash ? folder + name : folder + "/" + name
    }

    private static let slash = UInt8(ascii: "/")
}
