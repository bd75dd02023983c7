import Testing

@testable import Latchkey

@Suite("Where a run pushes to")
struct PushTargetTests {
    struct Row: Sendable {
        var push = false
        var remote: String?
        var variable: String?
        /// `nil` for nowhere, the empty text for the branch's own remote.
        var target: String?
    }

    static let rows: [Row] = [
        Row(), Row(variable: ""), Row(variable: "0"), Row(variable: "FALSE"),
        Row(push: true, target: ""), Row(push: true, variable: "0", target: ""),
        Row(push: true, variable: "backup", target: ""), Row(remote: "up", target: "up"),
        Row(push: true, remote: "up", variable: "backup", target: "up"),
        Row(variable: "1", target: ""), Row(variable: "true", target: ""),
        Row(variable: "backup", target: "backup"),
    ]

    @Test("is said by the command line, else by the environment", arguments: rows)
    func target(row: Row) {
        let target = PushTarget(
            push: row.push,
            remote: row.remote,
            environment: row.variable.map { ["LATCHKEY_PUSH": $0] } ?? [:]
        )
        #expect(target.map { $0.remote ?? "" } == row.target)
    }
}
