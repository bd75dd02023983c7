import Documents
import Pipeline

/// The project's own files, found from this file's place: what the corpora are made of.
enum ProjectFiles {
    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    /// The bytes of every file of a folder with an ending, in the order of names.
    static func contents(of folder: String, ending: String) -> [[UInt8]] {
        let files = LocalFileStore()
        let names = (try? files.list("\(root)/\(folder)")) ?? []
        return names.filter { $0.hasSuffix(ending) }.compactMap {
            try? files.read("\(root)/\(folder)/\($0)", limit: 1 << 20)
        }
    }

    /// The pipelines we ship, then those of the tests, which have what no shipped one has.
    static let definitions = ["pipelines", "Tests/PipelineTests/Fixtures/valid"].flatMap {
        PipelineDirectory.load(directory: "\(root)/\($0)", files: LocalFileStore()).definitions
    }
}
