import Documents
import Pipeline
import Testing

@testable import Hostile

@Suite("The kit fails what deserves it, and says why")
struct BadPipelineTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let title: String
        var refresh = "rotates: always"
        var answer = ""
        var errors = ""
        var rotation: RefreshDefinition.Rotation?
        /// The row that must fail.
        let row: String
        /// What its reason must say.
        let why: String
        var testDescription: String { title }
    }

    static let cases = [
        Case(
            title: "a rule that condemns on a bare 400",
            errors: "errors: {token: {rules: [{status: 400, class: reconnect}]}}",
            row: "unknown-400",
            why:
                "it calls for a new consent (needs_reconnect (grant_refused)), though what the vault "
                + "holds still works"
        ),
        Case(
            title: "a rule that blames the person for the app's credentials",
            errors: "errors: {token: {rules: [{code: invalid_client, class: reconnect}]}}",
            row: "invalid-client",
            why: "it calls for a new consent"
        ),
        Case(
            title: "a rule of the API that condemns on a bare 400, where nothing renews",
            refresh: "",
            errors: "errors: {api: {rules: [{status: 400, class: reconnect}]}}",
            row: "unknown-400",
            why: "reading: run 2 under it ends as needs_reconnect"
        ),
        Case(
            title: "a rule that never believes that a grant is gone",
            errors: "errors: {token: {rules: [{code: invalid_grant, class: transient}]}}",
            row: "revoked",
            why: "not needs_reconnect with a reason"
        ),
        Case(
            title: "a file that says a rotating provider does not rotate",
            refresh: "rotates: never",
            rotation: .always,
            row: "lost-reply",
            why: "the one-time refresh token goes out"
        ),
        Case(
            title: "an end read in the wrong unit",
            answer: "answer: {expires: {path: $.expires_in, as: milliseconds}}",
            row: "expiry",
            why: "a token of 3600 s is taken to end 3 s, not 3600 s after its answer"
        ),
    ]

    @Test("a bad pipeline", arguments: cases)
    func bad(_ bad: Case) async throws {
        let text = Self.text(refresh: bad.refresh, answer: bad.answer, errors: bad.errors)
        let problems = try await Self.problems(text, bad.row, rotation: bad.rotation)
        #expect(problems.contains { $0.contains(bad.why) }, "\(problems)")
    }

    @Test("the same rows pass with the pipeline mended", arguments: Set(cases.map(\.row)))
    func mended(row: String) async throws {
        #expect(try await Self.problems(Self.text(), row, rotation: nil).isEmpty)
    }

    @Test(
        "an engine that repeats what may be spent fails",
        arguments: ["lost-exchange", "lost-reply"]
    )
    func repeating(row: String) async throws {
        let pipeline = try #require(Self.pipeline(Self.text()))
        let rows = Rows.all.filter { $0.id == row }
        let kit = HostileKit(rows: rows) { RepeatingTransport(base: $0) }
        let column = try #require(await kit.play([pipeline]).first)
        guard case .fail(let problems) = column.verdicts.first else {
            Issue.record("the row passes")
            return
        }
        #expect(problems.contains { $0.contains("times") }, "\(problems)")
    }

    @Test("a path that can't be turned round is told and left out")
    func leftOut() async throws {
        let text = Self.text().replacing("id: $.id", with: "id: '$[?length(@.x) > 3].id'")
        let pipeline = try #require(Self.pipeline(text))
        let blueprint = try Blueprint(pipeline)
        #expect(blueprint.pipeline.profile == nil)
        #expect(blueprint.leftOut.count == 1)
        #expect(try #require(blueprint.leftOut.first).contains("$[?length(@.x) > 3].id"))
    }

    private static func problems(
        _ text: String,
        _ row: String,
        rotation: RefreshDefinition.Rotation?
    ) async throws -> [String] {
        let pipeline = try #require(Self.pipeline(text))
        let rows = Rows.all.filter { $0.id == row }
        let column = try #require(
            await HostileKit(rows: rows, rotation: rotation).play([pipeline]).first
        )
        if case .fail(let problems) = try #require(column.verdicts.first) { return problems }
        return []
    }

    static func pipeline(_ text: String) -> PipelineDefinition? {
        PipelineReader.read(SourceFile(path: "plain.yml", bytes: Array(text.utf8))).definition
    }

    static func text(
        refresh: String = "rotates: always",
        answer: String = "",
        errors: String = ""
    ) -> String {
        """
        name: Plain
        client:
          id: ${env.PLAIN_ID}
          secret: ${env.PLAIN_SECRET}
          redirect_uri: ${env.PLAIN_REDIRECT}
        authorize: {url: https://id.plain.test/authorize, scopes: [read]}
        exchange:
          url: https://id.plain.test/token
          \(answer)
        \(refresh.isEmpty ? "" : "refresh: {url: https://id.plain.test/token, \(refresh)}")
        profile: {url: https://api.plain.test/me, fields: {id: $.id, username: $.login}}
        \(errors)
        public: [id, username]
        """
    }
}
