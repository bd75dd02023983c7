import Documents
import FoundationEssentials
import JOSE
import LatchkeyTestSupport
import Testing
import Vault

@testable import Inbox

/// What was tampered with on the way, or made by somebody who knows the site's public key.
@Suite("A message that was tampered with ends beside the inbox, and fails nothing")
struct TamperedRunTests {
    private let scene: InboxScene
    private let signer: SigningKey
    private let receiver: SealingKey

    init() async throws {
        scene = try InboxScene()
        let keys = try await scene.store.change(now: InboxScene.now)
        signer = try #require(keys.signer)
        receiver = try #require(keys.receiver)
    }

    private func expectRejected(_ text: String, _ codes: Set<String>) async throws {
        try scene.disk.replace("data/inbox/a.jwe", with: Array(text.utf8), mode: 0o644)
        let report = await scene.run()
        #expect(report.taken == [] && report.waiting == [] && report.warnings == [])
        #expect(report.rejected.count == 1 && codes.isSuperset(of: report.rejected.map(\.code)))
        #expect(try scene.vault.users() == [])
        for path in scene.letters where path.hasSuffix(".json") {
            let reason = String(decoding: scene.disk.files[path] ?? [], as: UTF8.self)
            for word in [InboxScene.code, InboxScene.verifier, "anna", "eyJ", "evil"] {
                #expect(!reason.contains(word), "\(reason)")
            }
        }
        #expect(scene.letters.allSatisfy { $0.hasPrefix("data/inbox/rejected/") })
    }

    private static func epk(_ members: JSONObject) -> JSONObject {
        var key: JSONObject = [
            "kty": "EC", "crv": "P-256",
            "x": "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
            "y": "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps",
        ]
        for member in members.members {
            key[member.name] = member.value == .null ? JSONValue?.none : member.value
        }
        return ["epk": .object(key)]
    }

    static let headers: [(String, JSONObject)] = [
        ("no algorithm", ["alg": "none"]), ("a shared key", ["alg": "dir"]),
        ("RSA", ["alg": "RSA-OAEP-256"]), ("RSA of old", ["alg": "RSA1_5"]),
        ("a key that is wrapped", ["alg": "ECDH-ES+A256KW"]),
        ("a password stretched for ever", ["alg": "PBES2-HS512+A256KW", "p2c": 2_147_483_647]),
        ("another encryption", ["enc": "A256CBC-HS512"]), ("compression", ["zip": "DEF"]),
        ("a critical extension", ["crit": ["evil"], "evil": true]),
        ("the producer's information", ["apu": "QWxpY2U"]),
        ("the recipient's information", ["apv": "Qm9i"]), ("another key", ["kid": "evil"]),
        ("another's point", epk([:])), ("another curve", epk(["crv": "P-384"])),
        ("an unknown curve", epk(["crv": "evil"])),
        ("another kind of key", epk(["kty": "OKP", "crv": "X25519", "y": .null])),
        ("a point off the curve", epk(["y": "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFppo"])),
        ("the point of nothing", epk(["x": .string(zeros), "y": .string(zeros)])),
        ("a coordinate beyond the field", epk(["x": .string(ones), "y": .string(ones)])),
        ("a coordinate too many bytes long", epk(["x": .string("AAAA" + zeros)])),
        ("no point", epk(["x": .null, "y": .null])), ("a point that is a list", ["epk": ["x"]]),
    ]

    private static let zeros = String(repeating: "A", count: 43)
    private static let ones = String(repeating: "_", count: 42) + "8"

    @Test("in its header, though it is sealed whole", arguments: headers)
    func header(title: String, members: JSONObject) async throws {
        let token = try InboxScene.invitation().token(signedBy: signer)
        var sealer = TestSealer()
        sealer.header = members
        try await expectRejected(
            try sealer.seal(InboxScene.connect(token), to: receiver),
            ["not_sealed", "unknown_key"]
        )
    }

    /// What may be inside, made from a message that is whole.
    static let insides: [(String, @Sendable (String) -> [UInt8])] = [
        ("nothing", { _ in [] }), ("null", { _ in Array("null".utf8) }),
        ("a list", { Array("[\($0)]".utf8) }), ("two messages", { Array(($0 + $0).utf8) }),
        ("half a message", { Array($0.utf8.dropLast(9)) }),
        ("bytes that are no text", { Array($0.utf8) + [0xFF, 0xFE] }),
        ("a text within a text", { Array("\"\($0.replacing("\"", with: "\\\""))\"".utf8) }),
        ("40,000 brackets", { _ in [UInt8](repeating: UInt8(ascii: "["), count: 40_000) }),
        (
            "10,000 objects in each other",
            { _ in Array((String(repeating: "{\"a\":", count: 6000)).utf8) }
        ),
        ("a user said twice", { Array($0.replacing("}", with: ",\"user\":\"ben\"}").utf8) }),
        ("a code said twice", { Array($0.replacing("}", with: ",\"code\":\"\"}").utf8) }),
        ("a code that ends", { Array($0.replacing(InboxScene.code, with: "a\\u0000b").utf8) }),
        (
            "a number without end",
            { Array($0.replacing("}", with: ",\"kind\":1e999999999}").utf8) }
        ),
        ("a list of parameters", { Array($0.replacing("}", with: ",\"params\":[1]}").utf8) }),
        (
            "more parameters than anybody has",
            { text in
                let members = (0..<99).map { "\"evil\($0)\":\"x\"" }.joined(separator: ",")
                return Array(text.replacing("}", with: ",\"params\":{\(members)}}").utf8)
            }
        ),
    ]

    @Test("in what is inside", arguments: insides.indices)
    func inside(index: Int) async throws {
        let (title, make) = Self.insides[index]
        let token = try InboxScene.invitation().token(signedBy: signer)
        let whole = String(decoding: InboxScene.connect(token).compactText(), as: UTF8.self)
        let sealed = try TestSealer().seal(make(whole), to: receiver.point, id: receiver.id)
        try await expectRejected(sealed, ["malformed", "invitation_mismatch"])
        #expect(!title.isEmpty)
    }

    @Test("two messages of one invitation, in one run: the first that was written counts")
    func sameInvitation() async throws {
        let token = try InboxScene.invitation().token(signedBy: signer)
        let later = Timestamp.text(InboxScene.now.addingTimeInterval(-5))
        let second: JSONObject = [
            "id": "message-0000000002", "code": "code-of-evil", "at": .string(later),
        ]
        try scene.send(InboxScene.connect(token, second), to: receiver, as: "a")
        try scene.send(InboxScene.connect(token), to: receiver, as: "b")
        let report = await scene.run()
        #expect(report.taken.map(\.outcome) == [.connected])
        #expect(report.rejected == [.invitationUsed])
        #expect(try await scene.stored()?.pendingCode?.code.reveal() == InboxScene.code)
        #expect(await scene.run().isEmpty)
    }
}
