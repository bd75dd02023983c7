import Documents
import LatchkeyTestSupport
import Testing
import Vault

@testable import Latchkey

@Suite("Private people")
struct PrivateTests {
    /// A name that turns up nowhere by chance.
    private static let name = "quentinia"

    private func link(_ place: Workplace, _ words: String...) async throws -> PageKey {
        let result = try await place.latchkey(["link", Self.name, "--json"] + words)
        try #require(result.status == 0, "\(result.errors)")
        let document = try JSONValue(parsing: Array(result.output.utf8))
        let text = try #require(document["links"]?[0]?["link"]?.string)
        let key = try #require(text.split(separator: "#k=").last)
        let alias = try #require(document["links"]?[0]?["page"]?.string)
        #expect(text.contains("integrations.html?user=\(alias)#k="))
        return PageKey(text: Secret(String(key)), alias: alias)
    }

    private func page(_ place: Workplace, _ key: PageKey) throws -> JSONValue {
        let sealed = try place.status("api/integrations/\(key.alias).json")
        return try JSONValue(parsing: try #require(key.open(sealed)))
    }

    /// Nothing that is published names the person, or the account.
    private func expectSilence(_ place: Workplace, about words: [String]) throws {
        for folder in ["data/status", "data/history"] {
            for (path, bytes) in try place.files(below: folder) {
                let text = path + String(decoding: bytes, as: UTF8.self)
                for word in words { #expect(!text.contains(word), "\(path) names \(word)") }
            }
        }
    }

    @Test("nothing published names the person; the link shows the page; a new link ends the old")
    func whole() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("alice", "instagram", "healthy")
            try await place.enrol(Self.name, "instagram", "healthy")
            let first = try await link(place)
            let invited = try await place.latchkey(
                "invite",
                Self.name,
                "--site",
                "https://status.example/"
            )
            #expect(invited.output.contains("?user=\(first.alias)#"), "\(invited.errors)")
            #expect(!invited.output.contains(Self.name))
            #expect(invited.output.contains("&k=\(first.text.reveal())"), "the link opens no page")
            let report = try await place.latchkey("sync", "--json")
            #expect(report.status == 0, "\(report.errors)")
            #expect(!report.output.contains(Self.name) && report.output.contains(first.alias))
            let account = try page(place, first)["integrations"]?["instagram"]
            let username = try #require(account?["profile"]?["username"]?.string)
            try expectSilence(place, about: [Self.name, username])
            #expect(try place.status("index/summary.json")["total"] == 1)

            // Same knowledge, same bytes: the sealed page, too, which is the run's memory.
            let before = try place.files(below: "data/status")
            #expect(try await place.latchkey("sync").status == 0)
            let after = try place.files(below: "data/status")
            #expect(before.filter { after[$0.key] != $0.value }.keys.sorted() == ["heartbeat.json"])

            let second = try await link(place, "--rotate")
            #expect(second.alias != first.alias && second.text != first.text)
            #expect(try place.bytes("data/status/api/integrations/\(first.alias).json") == nil)
            #expect(try page(place, second)["integrations"]?["instagram"] == account)
            #expect(try await place.latchkey("sync").status == 0)
            #expect(try page(place, second)["integrations"]?["instagram"] == account)

            // Lesson 41: what can't be opened says nothing, and names nobody.
            try place.write("junk", to: "data/connections/\(Self.name).gpg")
            let locked = try await place.latchkey("sync", environment: ["GITHUB_ACTIONS": "true"])
            #expect(locked.status == 3)
            #expect(!(locked.output + locked.errors).contains(Self.name))
            #expect(try page(place, second)["file"] != nil)
            try expectSilence(place, about: [Self.name, username])
        }
    }

    @Test("a private pipeline makes private who connects there, also who was public before")
    func pipeline() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol(Self.name, "instagram", "healthy")
            #expect(try await place.latchkey("sync").status == 0)
            #expect(try place.bytes("data/status/api/integrations/\(Self.name).json") != nil)
            let file = try Project.text("pipelines/instagram.yml")
            try place.write(file + "\nprivate: true\n", to: "pipelines/instagram.yml")
            #expect(try await place.latchkey("sync").status == 0)
            for (path, bytes) in try place.files(below: "data/status") {
                let text = path + String(decoding: bytes, as: UTF8.self)
                #expect(!text.contains(Self.name), "\(path)")
            }
            let key = try await link(place)
            #expect(try page(place, key)["user"]?.string == Self.name)
            // A key that can't be opened hides as well as one that can.
            try place.write("junk", to: "data/connections/.page-key")
            let closed = try await place.latchkey("sync", "--everything")
            #expect(closed.errors.contains("stay as they are"))
            #expect(try page(place, key)["user"]?.string == Self.name)
            #expect(try place.bytes("data/status/api/integrations/\(Self.name).json") == nil)
        }
    }
}
