import Documents
import Pipeline
import Testing

/// The project's own pipeline files, found from this file's place.
enum ProjectPipeline {
    private static let loaded = PipelineDirectory.load(
        directory: #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
            + "/pipelines",
        files: LocalFileStore()
    )

    static func load(_ provider: String) throws -> PipelineDefinition {
        try #require(loaded[provider])
    }

    static var all: [PipelineDefinition] { loaded.definitions }

    static let environment = [
        "INSTAGRAM_APP_ID": "app-id", "INSTAGRAM_APP_SECRET": "app-secret",
        "INSTAGRAM_REDIRECT_URI": "http://127.0.0.1:8765/callback",
        "SPOTIFY_CLIENT_ID": "client-id", "SPOTIFY_CLIENT_SECRET": "client-secret",
        "SPOTIFY_REDIRECT_URI": "http://127.0.0.1:8765/callback",
    ]
}
