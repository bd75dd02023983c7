import LatchkeyTestSupport
import Pipeline

/// The characters' pipeline files, read once.
enum Pipelines {
    static let all: [String: PipelineDefinition] = {
        let files = Dictionary(
            uniqueKeysWithValues: ProviderKind.allCases.map {
                ("p/\($0.rawValue).yml", Array($0.pipeline.utf8))
            }
        )
        let loaded = PipelineDirectory.load(directory: "p", files: InMemoryFileStore(files))
        return Dictionary(uniqueKeysWithValues: loaded.definitions.map { ($0.provider, $0) })
    }()
}
