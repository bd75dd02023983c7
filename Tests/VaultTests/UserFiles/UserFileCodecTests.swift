import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing
import Vault

@Suite("The codec of connection files")
struct UserFileCodecTests {
    @Test("reads what it wrote")
    func readsWhatItWrote() throws {
        let file = try VaultSample.fullFile()
        #expect(try UserFileCodec.decode(UserFileCodec.encode(file)) == file)
        let empty = UserFile(user: try VaultSample.user())
        #expect(try UserFileCodec.decode(UserFileCodec.encode(empty)) == empty)
    }

    @Test("writes the members of version 1 by their names")
    func writesMembers() throws {
        let text = String(decoding: UserFileCodec.encode(try VaultSample.fullFile()), as: UTF8.self)
        #expect(text.hasPrefix(#"{"format":"latchkey-user","version":1,"user":"alice","#))
        #expect(text.hasSuffix("}\n"))
        let value = try JSONValue(parsing: Array(text.utf8))
        let first = try #require(value["connections"]?[0])
        let grant = try #require(first["grant"])
        let code = try #require(value["connections"]?[1]?["pending_code"])
        #expect(first["account_id"]?.string == "17841400000000000001")
        #expect(first["generation"]?.integer == 3)
        #expect(first["label"]?.string == "default")
        #expect(first["parameters"]?["instance"]?.string == "mastodon.social")
        #expect(first["disconnected_at"]?.string == "2026-11-24T10:00:00Z")
        #expect(grant["access_token"]?.string == "IGQVJ-access-token-of-alice")
        #expect(grant["authorized_at"]?.string == "2026-11-01T10:00:00Z")
        #expect(grant["extra"]?["user_id"]?.string == "17841400000000000001")
        #expect(code["code_verifier"]?.string == "verifier-of-alice")
        #expect(code["attempted_at"]?.string == "2026-11-24T09:01:00Z")
    }

    @Test("writes equal files with equal bytes, whatever the order of connections")
    func writesEqualBytes() throws {
        let file = try VaultSample.fullFile()
        var turned = file
        turned.connections.reverse()
        #expect(UserFileCodec.encode(file) == UserFileCodec.encode(turned))
    }

    @Test("takes absent and null for unknown, and passes over what it doesn't know")
    func takesAbsent() throws {
        let text = #"""
            {"format":"latchkey-user","version":1,"user":"bob","later":{"a":[1]},"connections":[
             {"provider":"x","grant":{"access_token":null,"issued_at":"2026-11-01T10:00:00Z"}},
             {"provider":"a","label":"b","new":true}]}
            """#
        let file = try UserFileCodec.decode(Array(text.utf8))
        #expect(file.connections.map(\.provider) == ["a", "x"])
        let grant = try #require(file.connections[1].grant)
        #expect(grant.accessToken == nil)
        #expect(grant.authorizedAt == grant.issuedAt)
        #expect(file.connections[1].label == "default")
        #expect(file.connections[1].generation == 0)
        let bare = Array(#"{"format":"latchkey-user","version":1,"user":"bob"}"#.utf8)
        #expect(try UserFileCodec.decode(bare).connections.isEmpty)
    }

    static let faults: [(String, String)] = [
        ("token=S3CRET", "what is encrypted is not JSON, at line 1, column 1"),
        ("[]", "expected an object, at $"),
        (#"{"version":1}"#, "it is no latchkey-user file, at $"),
        (#"{"format":"S3CRET"}"#, "it is no latchkey-user file, at $"),
        (#"{"format":"latchkey-user"}"#, "version is missing, at $"),
        (
            #"{"format":"latchkey-user","version":"1"}"#,
            "expected a whole number from 0 to 2^53, at $.version"
        ),
        (
            #"{"format":"latchkey-user","version":2,"users":[]}"#,
            "it is of format version 2 and this latchkey reads versions up to 1: "
                + "update latchkey, at $"
        ),
        (#"{"format":"latchkey-user","version":1}"#, "user is missing, at $"),
        (
            #"{"format":"latchkey-user","version":1,"user":"../S3CRET"}"#,
            "expected a user id, at $.user"
        ),
        (connections("S3CRET"), "expected an array, at $.connections"),
        (connections([#""S3CRET""#]), "expected an object, at $.connections[0]"),
        (connections(["{}"]), "provider is missing, at $.connections[0]"),
        (
            connections([#"{"provider":""}"#]),
            "it is empty, at $.connections[0].provider"
        ),
        (
            connections([#"{"provider":"x"}"#, #"{"provider":"x","label":"default"}"#]),
            "an earlier connection has the same provider and label, at $.connections[1]"
        ),
        (
            connections([#"{"provider":"x","generation":-1}"#]),
            "expected a whole number from 0 to 2^53, at $.connections[0].generation"
        ),
        (
            connections([#"{"provider":"x","generation":99999999999999999999}"#]),
            "expected a whole number from 0 to 2^53, at $.connections[0].generation"
        ),
        (
            connections([#"{"provider":"x","grant":{"access_token":"S3CRET"}}"#]),
            "authorized_at is missing, at $.connections[0].grant"
        ),
        (
            connections([#"{"provider":"x","grant":{"access_token":17}}"#]),
            "authorized_at is missing, at $.connections[0].grant"
        ),
        (
            connections([#"{"provider":"x","grant":{"issued_at":"S3CRET"}}"#]),
            "expected a time such as 2026-11-01T10:00:00Z, at $.connections[0].grant.issued_at"
        ),
        (
            connections([
                #"{"provider":"x","grant":{"issued_at":"2026-11-01T10:00:00Z","scopes":["a",7]}}"#
            ]),
            "expected text, at $.connections[0].grant.scopes[1]"
        ),
        (
            connections([#"{"provider":"x","parameters":{"S3CRET":7}}"#]),
            "expected text, at $.connections[0].parameters.*"
        ),
        (
            connections([#"{"provider":"x","pending_code":{"code":"S3CRET"}}"#]),
            "redirect_uri is missing, at $.connections[0].pending_code"
        ),
    ]

    @Test("names the place of a fault and never what is there", arguments: faults)
    func namesFaults(_ text: String, _ description: String) throws {
        let fault = #expect(throws: UserFileFault.self) {
            try UserFileCodec.decode(Array(text.utf8))
        }
        #expect(fault?.description == description)
        #expect(fault?.description.contains("S3CRET") == false)
    }

    private static func connections(_ value: String) -> String {
        #"{"format":"latchkey-user","version":1,"user":"bob","connections":"\#(value)"}"#
    }

    private static func connections(_ elements: [String]) -> String {
        #"{"format":"latchkey-user","version":1,"user":"bob","connections":["#
            + elements.joined(separator: ",") + "]}"
    }
}
