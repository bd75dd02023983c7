import FoundationEssentials
import Testing

/// The project's own files, found from this file's place.
enum Project {
    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
    }

    /// Paths of Swift files below a folder, relative to the root, sorted.
    static func swiftFiles(below folder: String? = nil) throws -> [String] {
        let folders = folder.map { [$0] } ?? ["Sources", "Tests"]
        return try folders.flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
                .filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
        }.sorted()
    }

    static func files(in folder: String, suffix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
            .filter { $0.hasSuffix(suffix) }.sorted()
    }
}
