package import Pipeline
package import Transport

/// Plays the rows of the matrix for any number of pipelines.
package struct HostileKit: Sendable {
    /// One pipeline's column.
    package struct Column: Sendable {
        package let provider: String
        package let path: String
        /// Parts of the pipeline that were not tested, and why.
        package let leftOut: [String]
        /// A verdict a row, in the order of rows.
        package let verdicts: [Verdict]
    }

    package let rows: [Row]
    /// What the providers do with refresh tokens, where that is not what the files say.
    package let rotation: RefreshDefinition.Rotation?
    /// Scenes played side by side: most of them wait.
    package let width: Int
    /// Stands between the engine and the network; changes nothing but in a test of the kit.
    package let meddling: @Sendable (any HTTPTransport) -> any HTTPTransport

    package init(
        rows: [Row] = Rows.all,
        rotation: RefreshDefinition.Rotation? = nil,
        width: Int = 40,
        meddling: @escaping @Sendable (any HTTPTransport) -> any HTTPTransport = { $0 }
    ) {
        self.rows = rows
        self.rotation = rotation
        self.width = max(1, width)
        self.meddling = meddling
    }

    /// The matrix, a column a pipeline, in their order.
    ///
    /// - Parameters:
    ///   - pipelines: Definitions without errors.
    ///   - progress: Called after each cell with how many are done of how many.
    /// - Returns: A column a pipeline; a kit that gets no socket fails every row, saying so.
    package func play(
        _ pipelines: [PipelineDefinition],
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async -> [Column] {
        let grounds: Grounds
        do {
            grounds = try Grounds(meddling: meddling)
        } catch {
            return pipelines.map { pipeline in
                let verdicts = rows.map { _ in Verdict.fail([error.sentence]) }
                return Column(
                    provider: pipeline.provider,
                    path: pipeline.path,
                    leftOut: [],
                    verdicts: verdicts
                )
            }
        }
        let blueprints = pipelines.map { pipeline in
            Result { () throws(BlueprintProblem) in try Blueprint(pipeline, rotation: rotation) }
        }
        let verdicts = await play(blueprints, on: grounds, progress)
        await grounds.stop()
        return pipelines.indices.map { index in
            Column(
                provider: pipelines[index].provider,
                path: pipelines[index].path,
                leftOut: (try? blueprints[index].get().leftOut) ?? [],
                verdicts: Array(verdicts[(index * rows.count)..<((index + 1) * rows.count)])
            )
        }
    }

    private func play(
        _ blueprints: [Result<Blueprint, BlueprintProblem>],
        on grounds: Grounds,
        _ progress: @escaping @Sendable (Int, Int) -> Void
    ) async -> [Verdict] {
        let count = blueprints.count * rows.count
        var verdicts = Array(repeating: Verdict.pass, count: count)
        await withTaskGroup(of: (Int, Verdict).self) { group in
            var next = 0
            var done = 0
            func add() {
                guard next < count else { return }
                let cell = next
                let row = rows[cell % rows.count]
                let blueprint = blueprints[cell / rows.count]
                group.addTask { (cell, await Self.verdict(row, blueprint, grounds)) }
                next += 1
            }
            for _ in 0..<width { add() }
            while let (cell, verdict) = await group.next() {
                verdicts[cell] = verdict
                done += 1
                progress(done, count)
                add()
            }
        }
        return verdicts
    }

    private static func verdict(
        _ row: Row,
        _ blueprint: Result<Blueprint, BlueprintProblem>,
        _ grounds: Grounds
    ) async -> Verdict {
        switch blueprint {
        case .failure(let problem): return .notApplicable(problem.sentence)
        case .success(let blueprint):
            do {
                return try await row.play(Theatre(grounds: grounds, blueprint: blueprint))
            } catch {
                return .fail([error.sentence])
            }
        }
    }
}
