import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine

@Suite("What a person's connecting and disconnecting changes in a file")
struct EnrollmentTests {
    private static let redirect = "http://127.0.0.1:8765/callback"

    private static func begun(_ state: String = "state-1") -> PendingAuthorization {
        PendingAuthorization(
            state: Secret(state),
            verifier: Secret("verifier-1"),
            redirectURI: redirect,
            begunAt: Sample.now,
            parameters: ["host": Secret("new.test")]
        )
    }

    private func file(_ connections: Connection...) throws -> UserFile {
        UserFile(user: try Sample.user(), connections: connections)
    }

    private func accept(
        _ text: String,
        in file: UserFile,
        pipeline: String = Sample.plain
    ) throws -> UserFile {
        try Enrollment.accept(
            text,
            try Sample.key(),
            try Sample.pipeline(pipeline),
            in: file,
            redirectURI: Self.redirect,
            parameters: ["host": Secret("bare.test")],
            now: Sample.now
        )
    }

    @Test("an authorization begun makes the connection, in its place, and changes no other")
    func begin() throws {
        let other = Connection(provider: "zeta", grant: Sample.grant(), generation: 4)
        let file = Enrollment.begin(
            Self.begun(),
            try Sample.key(),
            in: try file(other)
        )
        #expect(file.connections.map(\.provider) == ["plain", "zeta"])
        #expect(file.connections[0].pendingAuthorization == Self.begun())
        #expect(file.connections[0].generation == 0)
        #expect(file.connections[1] == other)
    }

    @Test("beginning again replaces the authorization, and keeps grant and parameters")
    func beginAgain() throws {
        let first = Connection(
            provider: "plain",
            grant: Sample.grant(),
            pendingAuthorization: Self.begun("old"),
            generation: 2,
            parameters: ["host": Secret("a.test")]
        )
        let file = Enrollment.begin(
            Self.begun("new"),
            try Sample.key(),
            in: try file(first)
        )
        #expect(file.connections[0].pendingAuthorization?.state == Secret("new"))
        #expect(file.connections[0].grant == first.grant)
        #expect(file.connections[0].parameters == first.parameters)
        #expect(file.connections[0].generation == 2)
    }

    @Test("a callback becomes a waiting code with what it was asked for with")
    func accepted() throws {
        let before = try file(
            Connection(
                provider: "plain",
                grant: Sample.grant(),
                pendingAuthorization: Self.begun(),
                generation: 2
            )
        )
        let after = try accept("\(Self.redirect)?code=abc&state=state-1", in: before)
        let connection = try #require(after.connections.first)
        #expect(connection.pendingCode?.code == Secret("abc"))
        #expect(connection.pendingCode?.verifier == Secret("verifier-1"))
        #expect(connection.pendingCode?.redirectURI == Self.redirect)
        #expect(connection.pendingCode?.receivedAt == Sample.now)
        #expect(connection.pendingCode?.attemptedAt == nil)
        #expect(connection.pendingAuthorization == nil)
        #expect(connection.generation == 3)
        #expect(connection.pendingCode?.parameters == ["host": Secret("new.test")])
        // The older grant works on, where it is, until the exchange has succeeded.
        #expect(connection.grant == Sample.grant())
        #expect(connection.parameters.isEmpty)
    }

    @Test(
        "a callback that answers to nothing, or to something else",
        arguments: [
            ("?code=abc&state=other", true, CallbackProblem.stateMismatch),
            ("?code=abc", true, .stateMismatch), ("?code=abc&state=state-1", false, .notBegun),
            ("?error=access_denied&state=state-1", true, .refused(code: "access_denied", by: nil)),
            ("?state=state-1", true, .noCode("code")),
        ]
    )
    func refused(query: String, isBegun: Bool, problem: CallbackProblem) throws {
        let before = try file(
            Connection(
                provider: "plain",
                pendingAuthorization: isBegun ? Self.begun() : nil
            )
        )
        #expect(throws: problem) { try accept(Self.redirect + query, in: before) }
    }

    // Lesson 59: the second callback finds nothing that was begun.
    @Test("the same callback twice is refused the second time")
    func twice() throws {
        let before = try file(
            Connection(provider: "plain", pendingAuthorization: Self.begun())
        )
        let text = "\(Self.redirect)?code=abc&state=state-1"
        let once = try accept(text, in: before)
        #expect(throws: CallbackProblem.notBegun) { try accept(text, in: once) }
    }

    @Test("a bare code needs no state, but where PKCE is used it needs the verifier")
    func bare() throws {
        let empty = try file()
        let code = try accept("abc", in: empty).connections.first?.pendingCode
        #expect(code?.verifier == nil)
        #expect(code?.parameters == ["host": Secret("bare.test")])
        let proving = Sample.plain.replacing("  pkce: none\n", with: "")
        #expect(throws: CallbackProblem.notBegun) {
            try accept("abc", in: empty, pipeline: proving)
        }
        let begun = try file(
            Connection(provider: "plain", pendingAuthorization: Self.begun())
        )
        #expect(
            try accept("abc", in: begun, pipeline: proving).connections.first?.pendingCode?.verifier
                == Secret("verifier-1")
        )
    }

    @Test("disconnecting takes the tokens, keeps the record, and connecting again starts anew")
    func disconnect() throws {
        let connected = Connection(
            provider: "plain",
            accountID: "7",
            grant: Sample.grant(),
            pendingAuthorization: Self.begun(),
            pendingCode: Scene.code(),
            generation: 2
        )
        let gone = Enrollment.disconnect(
            try Sample.key(),
            in: try file(connected),
            now: Sample.now
        )
        let connection = try #require(gone.connections.first)
        #expect(connection.disconnectedAt == Sample.now)
        #expect(connection.grant?.accessToken == nil)
        #expect(connection.grant?.refreshToken == nil)
        #expect(connection.pendingCode == nil)
        #expect(connection.pendingAuthorization == nil)
        #expect(connection.accountID == "7")
        #expect(connection.generation == 3)
        let back = try accept("abc", in: gone).connections.first
        #expect(back?.disconnectedAt == nil)
        #expect(back?.grant == nil)
        #expect(back?.generation == 4)
    }
}
