import ArgumentParser
import Testing

@testable import Sandbox

@Suite("The serve command")
struct ServeCommandTests {
    @Test(
        "Options out of bounds are refused",
        arguments: [
            ["--latency", "-1"], ["--failure-rate", "1.5"], ["--clock-speed", "-1"],
            ["--users", "0"],
            ["--shape", "round"], ["--start-time", "yesterday"], ["--port", "70000"],
        ]
    )
    func refuses(arguments: [String]) {
        #expect(throws: (any Error).self) { try ServeCommand.parse(arguments) }
    }

    @Test("The documented defaults hold")
    func defaults() throws {
        let command = try ServeCommand.parse([])
        #expect(command.clientID == "sandbox-app")
        #expect(command.clientSecret == "sandbox-secret")
        #expect(command.shape == .mixed)
    }
}
