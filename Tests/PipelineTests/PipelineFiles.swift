import Documents
import FoundationEssentials
import Pipeline
import Testing

/// The files of the project and of the tests, found from this file's own place.
enum PipelineFiles {
    static let pipelines = root(levels: 3) + "/pipelines"
    static let documentation = root(levels: 3) + "/Sources/Pipeline/Pipeline.docc"
    static let invalid = root(levels: 1) + "/Fixtures/invalid"
    static let valid = root(levels: 1) + "/Fixtures/valid"

    /// The names in a folder with an ending, in order.
    static func names(in folder: String, ending: String) throws -> [String] {
        try LocalFileStore().list(folder).filter { $0.hasSuffix(ending) }
    }

    /// A file under its bare name, so that messages are the same wherever the project lies.
    static func source(_ name: String, in folder: String) throws -> SourceFile {
        let bytes = try #require(try LocalFileStore().read(folder + "/" + name, limit: 1 << 21))
        return SourceFile(path: name, bytes: bytes)
    }

    /// The definition of a file in `pipelines/`.
    static func definition(_ provider: String) throws -> PipelineDefinition {
        let source = try source(provider + ".yml", in: pipelines)
        return try #require(PipelineReader.read(source).definition)
    }

    private static func root(levels: Int) -> String {
        #filePath.split(separator: "/").dropLast(levels).reduce("") { $0 + "/" + $1 }
    }
}
