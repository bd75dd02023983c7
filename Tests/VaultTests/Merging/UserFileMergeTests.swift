import Documents
import FoundationEssentials
import Testing

@testable import Vault

@Suite("Two sides of a connection file")
struct UserFileMergeTests {
    /// A day of 2026 in November, at noon.
    private static func day(_ day: Int) -> Date {
        Date(timeIntervalSince1970: 1_793_534_400 + Double(day) * 86_400)
    }

    private static func grant(_ token: String, issued: Int, consent: Int = 1) -> Grant {
        Grant(
            accessToken: Secret(token),
            refreshToken: nil,
            scopes: [],
            authorizedAt: day(consent),
            issuedAt: day(issued),
            accessExpiresAt: nil,
            refreshExpiresAt: nil,
            extra: [:]
        )
    }

    private static func connection(
        _ generation: Int,
        _ token: String? = nil,
        issued: Int = 2,
        consent: Int = 1,
        code: PendingCode? = nil,
        ended: Int? = nil
    ) -> Connection {
        Connection(
            provider: "spotify",
            grant: token.map { grant($0, issued: issued, consent: consent) },
            pendingCode: code,
            generation: generation,
            disconnectedAt: ended.map(day)
        )
    }

    private static func code(_ text: String, on day: Int, sent: Int? = nil) -> PendingCode {
        PendingCode(
            code: Secret(text),
            redirectURI: "http://127.0.0.1/",
            verifier: nil,
            receivedAt: Self.day(day),
            attemptedAt: sent.map(Self.day)
        )
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var base: Connection?
        var ours: Connection?
        var theirs: Connection?
        var merged: Connection?
        var choice: MergeNote.Choice?

        init(
            _ title: String,
            base: Connection? = nil,
            ours: Connection?,
            theirs: Connection?,
            merged: Connection?,
            _ choice: MergeNote.Choice? = nil
        ) {
            testDescription = title
            self.base = base
            self.ours = ours
            self.theirs = theirs
            self.merged = merged
            self.choice = choice
        }
    }

    static let rows: [Row] = [
        Row(
            "the same on both sides stays",
            ours: connection(3, "a"),
            theirs: connection(3, "a"),
            merged: connection(3, "a")
        ),
        Row(
            "a change of one side is taken",
            base: connection(3, "a"),
            ours: connection(3, "a"),
            theirs: connection(4, "b"),
            merged: connection(4, "b")
        ),
        Row(
            "the higher generation is taken, without a base too",
            ours: connection(5, "a", issued: 2),
            theirs: connection(4, "b", issued: 9),
            merged: connection(5, "a", issued: 2),
            .generation
        ),
        Row(
            "the higher generation is taken where both went on",
            base: connection(3, "a"),
            ours: connection(4, "b", issued: 9),
            theirs: connection(6, "c", issued: 3),
            merged: connection(6, "c", issued: 3),
            .generation
        ),
        Row(
            "a file that went back is overtaken by what it was",
            base: connection(5, "e"),
            ours: connection(3, "c"),
            theirs: connection(5, "e"),
            merged: connection(5, "e"),
            .generation
        ),
        Row(
            "of equal generations the newer grant is taken, as a new generation",
            base: connection(3, "a"),
            ours: connection(4, "b", issued: 5),
            theirs: connection(4, "c", issued: 6),
            merged: connection(5, "c", issued: 6),
            .newerGrant
        ),
        Row(
            "of equal generations a grant goes before none",
            ours: connection(4, "b"),
            theirs: connection(4),
            merged: connection(5, "b"),
            .newerGrant
        ),
        Row(
            "a connection of one side is kept",
            ours: nil,
            theirs: connection(1, "b"),
            merged: connection(1, "b")
        ),
        Row(
            "a connection that was taken out stays out",
            base: connection(3, "a"),
            ours: nil,
            theirs: connection(3, "a"),
            merged: nil,
            .removal
        ),
        Row(
            "a connection that was taken out and renewed is kept",
            base: connection(3, "a"),
            ours: nil,
            theirs: connection(4, "b"),
            merged: connection(4, "b"),
            .keptAlive
        ),
        Row(
            "a code of the side with the older grant goes along",
            base: connection(3, "a"),
            ours: connection(4, "a", code: code("x", on: 8)),
            theirs: connection(5, "b", issued: 8),
            merged: connection(6, "b", issued: 8, code: code("x", on: 8)),
            .generation
        ),
        Row(
            "a code from before the newer consent does not",
            base: connection(3, "a"),
            ours: connection(4, "a", code: code("x", on: 8)),
            theirs: connection(5, "b", issued: 9, consent: 9),
            merged: connection(6, "b", issued: 9, consent: 9),
            .consent
        ),
        Row(
            "a code of an older copy is not brought back, for it may have been sent",
            ours: connection(3, "a", code: code("x", on: 8)),
            theirs: connection(5, "a"),
            merged: connection(5, "a"),
            .generation
        ),
        Row(
            "a code that either side has sent is sent",
            base: connection(3, code: code("x", on: 8)),
            ours: connection(4, code: code("x", on: 8, sent: 9)),
            theirs: connection(5, code: code("x", on: 8)),
            merged: connection(6, code: code("x", on: 8, sent: 9)),
            .generation
        ),
        Row(
            "a newer consent goes before a renewal of the old one",
            base: connection(3, "a"),
            ours: connection(5, "new", issued: 8, consent: 8),
            theirs: connection(9, "old", issued: 9),
            merged: connection(10, "new", issued: 8, consent: 8),
            .consent
        ),
        Row(
            "a disconnection goes before a renewal of the old consent",
            base: connection(3, "a"),
            ours: connection(4, ended: 8),
            theirs: connection(6, "b", issued: 9),
            merged: connection(7, ended: 8),
            .disconnection
        ),
        Row(
            "a consent after a disconnection stands",
            base: connection(3, "a"),
            ours: connection(6, ended: 8),
            theirs: connection(4, "b", issued: 9, consent: 9),
            merged: connection(7, "b", issued: 9, consent: 9),
            .consent
        ),
    ]

    // Lessons, row 48: a conflict in ciphertext is settled by the generation inside.
    @Test("come together by the rules, whichever is called ours", arguments: rows)
    func rule(row: Row) throws {
        let user = try #require(UserID("alice"))
        func file(_ connection: Connection?) -> UserFile {
            UserFile(user: user, connections: connection.map { [$0] } ?? [])
        }
        let base = row.base.map { file($0) }
        for (ours, theirs) in [(row.ours, row.theirs), (row.theirs, row.ours)] {
            let merge = UserFileMerge(base: base, ours: file(ours), theirs: file(theirs))
            #expect(merge.file == file(row.merged))
            #expect(merge.notes.map(\.choice) == (row.choice.map { [$0] } ?? []))
        }
    }

    @Test(
        "merge to the same from either side, never back, and to themselves again",
        arguments: 0..<200
    )
    func symmetry(seed: Int) throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func roll(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        func some() -> Connection? {
            guard roll(6) > 0 else { return nil }
            return Self.connection(
                roll(4),
                roll(3) > 0 ? "token\(roll(3))" : nil,
                issued: roll(4),
                consent: roll(3),
                code: roll(3) == 0 ? Self.code("code\(roll(2))", on: roll(5)) : nil,
                ended: roll(4) == 0 ? roll(5) : nil
            )
        }
        let user = try #require(UserID("alice"))
        func file(_ connection: Connection?) -> UserFile {
            UserFile(user: user, connections: connection.map { [$0] } ?? [])
        }
        let (base, ours, theirs) = (file(some()), file(some()), file(some()))
        for known in [base, nil] {
            let merged = UserFileMerge(base: known, ours: ours, theirs: theirs).file
            #expect(merged == UserFileMerge(base: known, ours: theirs, theirs: ours).file)
            let generations = [ours, theirs].compactMap { $0.connections.first?.generation }
            if let generation = merged.connections.first?.generation {
                #expect(generations.allSatisfy { $0 <= generation })
            }
            #expect(UserFileMerge(base: merged, ours: merged, theirs: merged).file == merged)
        }
    }
}
