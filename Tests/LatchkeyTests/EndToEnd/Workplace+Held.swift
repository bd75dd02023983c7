/// Runs that are caught in the middle: the sandbox holds back what the token endpoint answers.
extension Workplace {
    /// Runs `latchkey sync`; talks with it once the sandbox has a call to the strict token endpoint.
    ///
    /// The answer waits until `sandbox.release()`, or for ever.
    func syncOnceHeld(
        _ options: String...,
        calls: Int = 1,
        environment: [String: String] = [:],
        _ body: (inout Conversation) async throws -> Void
    ) async throws -> (text: String, status: Int32) {
        try await syncOnceHeld(options, calls: calls, environment: environment, body)
    }

    /// The same with `--push`, once so many calls are held.
    func pushOnceHeld(
        _ options: String...,
        calls: Int = 1,
        environment: [String: String] = [:],
        _ body: (inout Conversation) async throws -> Void
    ) async throws -> (text: String, status: Int32) {
        try await syncOnceHeld(
            ["--push"] + options,
            calls: calls,
            environment: Self.gitEnvironment.merging(environment) { $1 },
            body
        )
    }

    private func syncOnceHeld(
        _ options: [String],
        calls: Int,
        environment: [String: String],
        _ body: (inout Conversation) async throws -> Void
    ) async throws -> (text: String, status: Int32) {
        for _ in 0..<calls { try await sandbox.holdNext("/strict/token") }
        return try await talk(["sync"] + options, environment: environment) { talk in
            try await sandbox.faultsHaveStruck()
            try await body(&talk)
        }
    }
}
