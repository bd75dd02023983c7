/// A step of the loop that a developer goes through, for debugging.
struct BuildRow: Sendable {
    let what: String
    let microseconds: Int

    /// Touches a source of the engine, builds, and runs that room's tests for it.
    static func measure(_ shop: Workshop) throws -> [BuildRow] {
        Progress.say("the edit-build-test loop")
        let source = "Sources/Engine/Planning/Planner.swift"
        let steps = [
            ("nothing changed, build", "swift build"),
            ("a file of the engine changed, build", "touch \(source); swift build"),
            ("the same, tests built", "touch \(source); swift build --build-tests"),
            (
                "one suite of tests, nothing to build",
                "swift test --skip-build --disable-xctest --filter PlannerTests"
            ),
        ]
        func shell(_ text: String) throws -> Int {
            let redirected = "{ \(text); } > /dev/null 2>&1"
            return try Child.must(["sh", "-c", redirected], environment: shop.environment)
                .microseconds
        }
        _ = try shell("swift build --build-tests")
        return try steps.map { BuildRow(what: $0.0, microseconds: try shell($0.1)) }
    }
}
