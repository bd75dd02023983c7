import Documents
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore

@testable import Sandbox

/// A sandbox whose clock stands still until it is set forward, and the means to call it.
struct Stage {
    let world: World

    static let startTime = Date(timeIntervalSince1970: 1_793_527_200)
    static let redirectURI = "http://127.0.0.1:8765/callback"

    init(_ adjust: (inout SandboxSettings) -> Void = { _ in }) {
        var settings = SandboxSettings()
        settings.startTime = Self.startTime
        settings.clockSpeed = 0
        settings.shape = .flat
        adjust(&settings)
        world = World(settings)
    }

    func get(_ path: String, _ query: [(String, String)] = [], _ headers: HTTPFields = [:])
        async throws -> Reply
    {
        try await send(.get, query.isEmpty ? path : path + "?" + Self.form(query), headers, "")
    }

    func post(
        _ path: String,
        _ form: [(String, String)],
        _ headers: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, headers, Self.form(form))
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields,
        _ body: String
    ) async throws -> Reply {
        // A responder of its own each time: all that lasts is in the world.
        try await SandboxApplication.make(world).test(.router) { client in
            try await client.execute(
                uri: path,
                method: method,
                headers: headers,
                body: ByteBuffer(string: body)
            ) { Reply($0) }
        }
    }

    /// A control call, which must succeed.
    func control(_ path: String, _ order: JSONValue) async throws -> JSONValue {
        let body = String(decoding: order.compactText(), as: UTF8.self)
        let reply = try await send(.post, "/sandbox/" + path, [:], body)
        guard reply.status == 200 else { throw Unexpected(reply: reply) }
        return reply.json
    }

    func code(_ provider: String, challenge: String? = nil) async throws -> String {
        var order: JSONObject = [
            "provider": .string(provider), "user": "alice",
            "redirect_uri": .string(Self.redirectURI),
        ]
        if let challenge { order["code_challenge"] = .string(challenge) }
        return try await control("codes", .object(order))["code"]?.string ?? ""
    }

    /// A grant with a past: its tokens as the control API tells them.
    func grant(_ provider: String, _ order: JSONObject = [:]) async throws -> JSONValue {
        var order = order
        order["provider"] = .string(provider)
        if order["user"] == nil { order["user"] = "alice" }
        return try await control("grants", .object(order))
    }

    /// The only grant of a person, as the provider sees it.
    func report(_ provider: String, _ user: String = "alice") async throws -> JSONValue {
        let reply = try await get("/sandbox/grants/\(provider)/\(user)")
        return reply.json["grants"]?[0] ?? .null
    }

    static func form(_ fields: [(String, String)]) -> String {
        var form = FormFields()
        for (name, value) in fields { form.append(name, value) }
        return form.text
    }

    static func bearer(_ token: String) -> HTTPFields { [.authorization: "Bearer \(token)"] }

    static func basic(_ id: String, _ secret: String) -> HTTPFields {
        [.authorization: "Basic " + Data("\(id):\(secret)".utf8).base64EncodedString()]
    }
}

/// A control call that failed where it must not.
struct Unexpected: Error {
    let reply: Reply
}
