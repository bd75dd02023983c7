import Documents
import FoundationEssentials
import JOSE
import Testing
import Vault

@testable import Inbox

@Suite("An invitation")
struct InvitationTests {
    private let key = SigningKey()

    @Test("it comes back as it was made, to the second")
    func roundTrip() throws {
        var invitation = try InboxScene.invitation(provider: "plain", label: "band")
        invitation.name = "Anna Ø"
        let token = try invitation.token(signedBy: key)
        #expect(try Invitation.read(token, keys: [key]) == invitation)
        #expect(
            invitation.link(to: "https://s.example/", token: "T")
                == "https://s.example/integrations.html?user=anna#i=T"
        )
    }

    @Test("a private person's link opens the page, too; taking back finds the invitation in it")
    func privateLink() throws {
        let invitation = try InboxScene.invitation()
        let key = PageKey(text: Secret("K"), alias: "p00")
        let link = invitation.link(to: "https://s.example/", token: "T", pageKey: key)
        #expect(link == "https://s.example/integrations.html?user=anna#i=T&k=K")
        for text in [link, "https://s.example/#k=K&i=T", "https://s.example/#i=T", "T"] {
            #expect(Invitation.token(inLink: text) == "T", "\(text)")
        }
    }

    static let claimRows: [(String, JSONObject)] = [
        ("no user", ["sub": .null]), ("a user that is none", ["sub": "../anna"]),
        ("a user with a path", ["sub": "a/b"]), ("no end", ["exp": .null]),
        ("an end that is text", ["exp": "1900000000"]), ("no beginning", ["iat": .null]),
        ("no id", ["jti": .null]), ("an id anybody guesses", ["jti": "1"]),
        ("an id that is a number", ["jti": 123_456_789_012_345_678]),
        ("no issuer", ["iss": .null]), ("a provider that is no text", ["provider": ["plain"]]),
        ("a provider that is null", ["provider": "null-value"]),
        ("a label that is a number", ["label": 1]),
    ]

    @Test("signed claims that are not those of an invitation are refused", arguments: claimRows)
    func claims(title: String, changes: JSONObject) throws {
        var claims: JSONObject = [
            "iss": "https://status.example/", "sub": "anna", "jti": "invitation-00001",
            "iat": 1_790_000_000, "exp": 1_900_000_000,
        ]
        for member in changes.members {
            claims[member.name] = member.value == .null ? JSONValue?.none : member.value
        }
        if claims["provider"]?.string == "null-value" { claims["provider"] = .null }
        let token = try CompactJWS.make(.object(claims), type: "latchkey-invitation+jwt", by: key)
        #expect(throws: JOSEProblem.self, "\(title)") {
            try Invitation.read(token, keys: [key])
        }
    }

    @Test("something else that is signed with the same key is no invitation")
    func type() throws {
        let claims: JSONValue = [
            "iss": "s", "sub": "anna", "jti": "invitation-00001", "iat": 1, "exp": 1_900_000_000,
        ]
        let token = try CompactJWS.make(claims, type: "JWT", by: key)
        #expect(throws: JOSEProblem.unsupported("it is signed, and no invitation")) {
            try Invitation.read(token, keys: [key])
        }
    }

    @Test("one that is too long is not looked at")
    func length() throws {
        var invitation = try InboxScene.invitation()
        invitation.name = String(repeating: "x", count: 4000)
        let token = try invitation.token(signedBy: key)
        #expect(throws: JOSEProblem.self) { try Invitation.read(token, keys: [key]) }
    }

    @Test(
        "without provider or label it speaks for all, with them for one",
        arguments: [
            (nil, nil, true), ("plain", nil, true), ("other", nil, false), (nil, "band", true),
            (nil, "solo", false), ("plain", "band", true), ("plain", "solo", false),
            ("other", "band", false),
        ] as [(String?, String?, Bool)]
    )
    func covers(provider: String?, label: String?, expected: Bool) throws {
        let invitation = try InboxScene.invitation(provider: provider, label: label)
        #expect(invitation.covers(provider: "plain", label: "band") == expected)
    }
}
