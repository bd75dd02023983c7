import Documents
import FoundationEssentials
import Pipeline
import Testing
import Transport

@testable import Engine

@Suite("A row of an error table speaks of an answer when all it writes holds")
struct ErrorRuleMatchTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rule: ErrorRule
        let expected: Bool
    }

    private static func row(
        _ title: String,
        statuses: [ClosedRange<Int>] = [],
        codes: Set<String> = [],
        subcodes: Set<String> = [],
        match: String? = nil,
        header: (name: String, value: String?)? = nil,
        _ expected: Bool
    ) -> Row {
        Row(
            testDescription: title,
            rule: ErrorRule(
                statuses: statuses,
                codes: codes,
                subcodes: subcodes,
                match: match.flatMap { try? JSONPath($0) },
                header: header,
                failure: .app,
                reason: nil
            ),
            expected: expected
        )
    }

    static let rows: [Row] = [
        row("no condition", true),
        row("the status", statuses: [400...400], true),
        row("a range of statuses", statuses: [500...599, 400...499], true),
        row("another status", statuses: [401...403], false),
        row("the code", codes: ["190", "102"], true),
        row("another code", codes: ["19"], false),
        row("the subcode", subcodes: ["463"], true),
        row("another subcode", subcodes: ["460"], false),
        row("code and subcode", codes: ["190"], subcodes: ["463"], true),
        row("code, and another subcode", codes: ["190"], subcodes: ["1"], false),
        row("a query that selects", match: "$.error[?@ == 190]", true),
        row("a query that selects nothing", match: "$.nothing", false),
        row("a header that is there", header: ("x-limit", nil), true),
        row("a header with its value", header: ("X-LIMIT", "0"), true),
        row("a header with another value", header: ("X-Limit", "1"), false),
        row("a header that is not there", header: ("X-Other", nil), false),
        row("all but one", statuses: [400...400], codes: ["190"], match: "$.nothing", false),
    ]

    @Test("one row, one answer", arguments: rows)
    func matches(row: Row) {
        let response = Classified.response(400, "", headers: [("X-Limit", "0")])
        let found = ErrorRuleMatch.matches(
            row.rule,
            response,
            ["error": ["code": 190]],
            code: "190",
            subcode: "463"
        )
        #expect(found == row.expected)
    }

    @Test("what an answer does not have is not matched")
    func absent() throws {
        let response = Classified.response(400, "")
        func matches(_ row: Row) -> Bool {
            ErrorRuleMatch.matches(row.rule, response, nil, code: nil, subcode: nil)
        }
        #expect(!matches(Self.row("code", codes: ["190"], true)))
        #expect(!matches(Self.row("subcode", subcodes: ["463"], true)))
        #expect(!matches(Self.row("query", match: "$", true)))
        #expect(matches(Self.row("status", statuses: [400...400], true)))
    }
}
