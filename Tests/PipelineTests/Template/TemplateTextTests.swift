import Documents
@testable import Pipeline
import Testing

@Suite("A template's text is taken apart")
struct TemplateTextTests {
    private let location = SourceLocation(path: "a.yml", line: 1, column: 1)

    @Test(
        "Text and variables are found in their order",
        arguments: [
            ("plain", [Template.Part.literal("plain")]),
            ("", []),
            ("$5 and $", [.literal("$5 and $")]),
            ("$${code}", [.literal("${code}")]),
            ("${code}", [.variable(.code)]),
            ("a${env.B_1}c", [.literal("a"), .variable(.environment("B_1")), .literal("c")]),
            ("${servers.api}/me", [.variable(.server("api")), .literal("/me")]),
            ("${param.host}${extra.id}", [.variable(.parameter("host")), .variable(.extra("id"))]),
            (
                "${client.id}${client.secret}${client.redirect_uri}",
                [.variable(.clientID), .variable(.clientSecret), .variable(.redirectURI)]
            ),
            ("${account.id}", [.variable(.accountID)]),
        ]
    )
    func takesApart(text: String, parts: [Template.Part]) {
        let read = TemplateText(text)
        #expect(read.pieces.map(\.part) == parts)
        #expect(read.faults.isEmpty)
        #expect(read.template(at: location).parts == parts)
    }

    @Test("Every variable is read back by its own name")
    func namesVariables() throws {
        for kind in VariableKind.allCases {
            let variable = kind.variable(name: kind.takesName ? "name" : "")
            #expect(variable.kind == kind)
            #expect(TemplateText("${\(variable.name)}").variables.map(\.variable) == [variable])
        }
    }

    @Test("Places count in Unicode scalars")
    func countsScalars() {
        let read = TemplateText("é🎷${code}")
        #expect(read.variables.map(\.offset) == [2])
        #expect(TemplateText("$${x}${code}").variables.map(\.offset) == [5])
    }

    @Test(
        "A fault is told with its place, and the rest is still read",
        arguments: [
            ("a${code", 1, "unterminated"), ("a${}", 1, "unknown"), ("${cod}${code}", 0, "unknown"),
            ("${env}", 0, "unnamed"), ("${env.}", 0, "unnamed"), ("${env.A B}", 0, "unnamed"),
            ("${env.1A}", 0, "unnamed"), ("${code.x}", 0, "unknown"), ("${ code }", 0, "unknown"),
        ]
    )
    func tellsFaults(text: String, offset: Int, reason: String) throws {
        let fault = try #require(TemplateText(text).faults.first)
        #expect(fault.offset == offset)
        #expect("\(fault.reason)".hasPrefix(reason))
    }
}
