import Documents
import HTTPTypes
import Testing

@testable import Sandbox

@Suite("Instagram's code exchange")
struct InstagramCodeExchangeTests {
    private static let path = "/instagram/api/oauth/access_token"

    private func form(_ code: String, _ changes: [String: String?] = [:]) -> [(String, String)] {
        var form = [
            "client_id": "sandbox-app", "client_secret": "sandbox-secret",
            "grant_type": "authorization_code", "redirect_uri": Stage.redirectURI, "code": code,
        ]
        for (name, value) in changes { form[name] = value }
        return form.map { ($0.key, $0.value) }
    }

    @Test(
        "A wrong or missing parameter is refused in Instagram's own shape",
        arguments: [
            ("client_id", nil), ("client_id", "x"), ("client_secret", nil), ("client_secret", "x"),
            ("grant_type", nil), ("grant_type", "x"), ("redirect_uri", nil),
            ("redirect_uri", Stage.redirectURI + "/"), ("code", nil), ("code", ""), ("code", "x"),
        ]
    )
    func refuses(name: String, value: String?) async throws {
        let stage = Stage()
        let code = try await stage.code("instagram")
        let reply = try await stage.post(Self.path, form(code, [name: value]))
        #expect(reply.status == 400)
        #expect(reply.json["error_type"] == "OAuthException")
        #expect(reply.json["code"] == 400)
        #expect(reply.json["error_message"]?.string?.isEmpty == false)
    }

    @Test("A code that was not spent by a refusal is still good")
    func refusalSpendsNothing() async throws {
        let stage = Stage()
        let code = try await stage.code("instagram")
        _ = try await stage.post(Self.path, form(code, ["client_secret": "x"]))
        #expect(try await stage.post(Self.path, form(code)).status == 200)
    }

    @Test("A code is good for one use")
    func singleUse() async throws {
        let stage = Stage()
        let code = try await stage.code("instagram")
        #expect(try await stage.post(Self.path, form(code)).status == 200)
        #expect(try await stage.post(Self.path, form(code)).status == 400)
    }

    @Test("A code with #_ left on it is no code")
    func fragment() async throws {
        let stage = Stage()
        let code = try await stage.code("instagram")
        #expect(try await stage.post(Self.path, form(code + "#_")).status == 400)
    }

    @Test("A code lives an hour", arguments: [(3599.0, 200), (3600.0, 400)])
    func life(age: Double, status: Int) async throws {
        let stage = Stage()
        let code = try await stage.code("instagram")
        stage.world.clock.advance(by: age)
        #expect(try await stage.post(Self.path, form(code)).status == status)
    }

    @Test("A JSON body is not looked into")
    func json() async throws {
        let stage = Stage()
        let code = try await stage.code("instagram")
        let members = form(code).map { "\"\($0.0)\":\"\($0.1)\"" }.joined(separator: ",")
        let reply = try await stage.send(
            .post,
            Self.path,
            [.contentType: "application/json"],
            "{\(members)}"
        )
        #expect(reply.status == 400)
    }

    @Test("A multipart body is as good as a URL-encoded one")
    func multipart() async throws {
        let stage = Stage()
        let code = try await stage.code("instagram")
        let parts = form(code).map { name, value in
            "--xyz\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        let reply = try await stage.send(
            .post,
            Self.path,
            [.contentType: "multipart/form-data; boundary=xyz"],
            parts.joined() + "--xyz--\r\n"
        )
        #expect(reply.status == 200)
    }

    @Test("A query is no body")
    func query() async throws {
        let stage = Stage()
        let code = try await stage.code("instagram")
        let reply = try await stage.post(Self.path + "?" + Stage.form(form(code)), [])
        #expect(reply.status == 400)
    }

    @Test("The answer has the shape that was chosen", arguments: [AnswerShape.flat, .enveloped])
    func shape(shape: AnswerShape) async throws {
        let stage = Stage { $0.shape = shape }
        let code = try await stage.code("instagram")
        let reply = try await stage.post(Self.path, form(code))
        let body = shape == .flat ? reply.json : reply.json["data"]?[0] ?? .null
        #expect(body["access_token"]?.string?.isEmpty == false)
        #expect(body["expires_in"] == nil)
        #expect((body["user_id"]?.number != nil) == (shape == .flat))
        #expect((body["permissions"]?.array != nil) == (shape == .flat))
    }

    @Test("Mixed shapes are both seen")
    func mixed() async throws {
        let stage = Stage { $0.shape = .mixed }
        var enveloped = 0
        for _ in 0..<40 {
            let code = try await stage.code("instagram")
            let reply = try await stage.post(Self.path, form(code))
            if reply.json["data"] != nil { enveloped += 1 }
        }
        #expect(1...39 ~= enveloped)
    }

    @Test("The id in the answer is lost by a double, and is not the profile's user_id")
    func bigID() async throws {
        let stage = Stage()
        let code = try await stage.code("instagram")
        let reply = try await stage.post(Self.path, form(code))
        let id = try #require(reply.json["user_id"]?.integer)
        #expect(id > 1 << 53)
        #expect(Int(Double(id)) != id)
        let token = try #require(reply.json["access_token"]?.string)
        let profile = try await stage.get(
            "/instagram/graph/me",
            [("fields", "id,user_id"), ("access_token", token)]
        )
        #expect(profile.json["id"]?.string == String(id))
        #expect(profile.json["user_id"]?.string != String(id))
    }
}
