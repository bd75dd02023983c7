import Pipeline

/// Where one pipeline's rows are played, a new stage for each scene.
struct Theatre: Sendable {
    let grounds: Grounds
    let blueprint: Blueprint

    var pipeline: PipelineDefinition { blueprint.pipeline }

    /// Plays one scene and returns what it showed.
    func scene(
        _ beginning: Stage.Beginning,
        _ body: (inout Stage) async throws(StageProblem) -> Void
    ) async throws(StageProblem) -> Findings {
        var stage = try await Stage(grounds, blueprint, beginning)
        defer { stage.close() }
        try await body(&stage)
        return stage.findings
    }
}
