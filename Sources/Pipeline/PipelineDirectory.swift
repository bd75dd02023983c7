package import Documents

/// The pipeline files of a project, read: what is whole, and what is wrong with the rest.
package struct PipelineDirectory: Sendable {
    /// The definitions without an error, in the order of their files' names.
    package private(set) var definitions: [PipelineDefinition] = []
    /// Everything found in all files, file by file.
    package private(set) var diagnostics: [Diagnostic] = []
    /// The files read, as a renderer may quote them: without a credential somebody wrote in one.
    package private(set) var sources: [SourceFile] = []

    /// The definition of a provider; `nil` when there is none without an error.
    package subscript(provider: String) -> PipelineDefinition? {
        definitions.first { $0.provider == provider }
    }

    /// Reads every `*.yml` and `*.yaml` of a folder, in the order of names.
    ///
    /// A broken file leaves the others whole. Hidden files are passed over, and a folder that does
    /// not exist has no files; one that can't be listed is a diagnostic at its own path.
    package static func load(directory: String, files: any FileStore) -> PipelineDirectory {
        let names: [String]
        do {
            names = try files.list(directory)
        } catch {
            var result = PipelineDirectory()
            result.diagnostics = [PipelineDiagnostics.unreadable(error)]
            return result
        }
        let base = directory.hasSuffix("/") ? directory : directory + "/"
        let paths = names.filter { name in
            !name.hasPrefix(".") && FileName.endings.contains { name.hasSuffix($0) }
        }
        return load(paths: paths.map { base + $0 }, files: files)
    }

    /// Reads the files named; one that is missing is a diagnostic.
    package static func load(paths: [String], files: any FileStore) -> PipelineDirectory {
        var result = PipelineDirectory()
        var places: [String: SourceLocation] = [:]
        for path in paths { result.read(path, from: files, places: &places) }
        return result
    }

    private mutating func read(
        _ path: String,
        from files: any FileStore,
        places: inout [String: SourceLocation]
    ) {
        let source: SourceFile
        do {
            guard let bytes = try files.read(path, limit: PipelineReader.limit) else {
                return diagnostics.append(PipelineDiagnostics.noFile(path))
            }
            source = SourceFile(path: path, bytes: bytes)
        } catch {
            return diagnostics.append(PipelineDiagnostics.unreadable(error))
        }
        let reading = PipelineReader.read(source)
        sources.append(reading.source)
        diagnostics += reading.diagnostics
        let provider = FileName.stem(of: path)
        let start = SourceLocation(path: path, line: 1, column: 1)
        if let first = places[provider] {
            diagnostics.append(PipelineDiagnostics.twoFiles(for: provider, at: start, first: first))
            // Which of the two is meant nobody knows: neither is used.
            definitions.removeAll { $0.provider == provider }
            return
        }
        places[provider] = start
        if let definition = reading.definition { definitions.append(definition) }
    }
}
