import Documents
import HTTPTypes
import Hummingbird
import NIOCore

/// Takes every request to the emulated server or control call it is meant for.
struct SandboxResponder: HTTPResponder {
    private let world: World
    private let instagram: InstagramServer
    private let spotify: SpotifyServer
    private let strict: StrictServer
    private let control: ControlServer
    private let latency: Latency

    /// The largest request body read, in bytes.
    private static let bodyLimit = 1 << 20

    init(world: World) {
        self.world = world
        instagram = InstagramServer(world: world)
        spotify = SpotifyServer(world: world)
        strict = StrictServer(world: world)
        control = ControlServer(world: world)
        latency = Latency(world.settings.latency)
    }

    func respond(to request: Request, context: SandboxContext) async throws -> Response {
        let whole = request.head.path ?? "/"
        let mark = whole.utf8.firstIndex(of: UInt8(ascii: "?")) ?? whole.endIndex
        let path = whole[..<mark]
        let query = FormFields(whole[mark...].dropFirst())
        let body =
            request.method == .get
            ? [] : Array(buffer: try await request.body.collect(upTo: Self.bodyLimit))
        if path.hasPrefix("/sandbox/") {
            return control.answer(request.method.rawValue, path, body: body).response
        }
        guard let (server, rest) = EmulatedServer.find(path) else {
            return Answer.html(IndexPage.text, status: path == "/" ? 200 : 404).response
        }
        world.traffic.begin(on: context.channel)
        defer { world.traffic.end() }
        let host = request.head.authority ?? "127.0.0.1"
        let call = Call(
            method: request.method,
            server: server,
            path: rest,
            query: query,
            headers: request.headers,
            body: body,
            base: "http://\(host)\(server.rawValue)"
        )
        await latency.pass()
        let fault = world.faults
            .take(method: request.method.rawValue, path: path, at: world.clock.now)
        if let fault {
            return try await suffer(fault, call, context)
        }
        if world.random.chance(world.settings.failureRate) {
            return stumble(call).response
        }
        return perform(call).response
    }

    /// Lets the emulated server act, and notes the call.
    private func perform(_ call: Call) -> Answer {
        let answer =
            switch call.server {
            case .instagramWWW, .instagramAPI, .instagramGraph: instagram.answer(call)
            case .spotifyAccounts, .spotifyAPI: spotify.answer(call)
            case .strict: strict.answer(call)
            }
        note(call, answer.endpoint, status: answer.status)
        return answer
    }

    private func note(_ call: Call, _ endpoint: String, status: Int) {
        world.log.note(
            .init(
                method: call.method.rawValue,
                endpoint: call.server.rawValue + endpoint,
                status: status
            ),
            at: world.clock.now
        )
    }

    /// An accident as they happen: a 5xx, and nobody can tell whether anything was done.
    private func stumble(_ call: Call) -> Answer {
        if world.random.chance(0.5) {
            _ = perform(call)
            return .html(ErrorPage.text(status: 504), status: 504)
        }
        note(call, " (failed)", status: 503)
        return .html(ErrorPage.text(status: 503), status: 503)
    }

    private func suffer(
        _ fault: Fault,
        _ call: Call,
        _ context: SandboxContext
    ) async throws -> Response {
        if case .delay(let duration) = fault.kind {
            try await Task.sleep(for: duration)
            return perform(call).response
        }
        if case .hold = fault.kind {
            await world.faults.hold()
            return perform(call).response
        }
        let answer = fault.actsFirst ? perform(call) : .json([:], status: 200)
        if !fault.actsFirst { note(call, " (fault)", status: 0) }
        switch fault.kind {
        case .delay, .hold: return answer.response
        case .status(let status, let body, let retryAfter):
            return refusal(status, body: body, retryAfter: retryAfter).response
        case .html(let status):
            return Answer.html(ErrorPage.text(status: status), status: status).response
        case .truncated:
            var half = answer
            half.body.removeLast((half.body.count + 1) / 2)
            return half.response
        case .cut: return cut(answer)
        case .huge(let size): return huge(size)
        case .drop:
            context.hangUp()
            return cut(answer)
        case .reset:
            context.reset()
            return cut(answer)
        }
    }

    private func refusal(_ status: Int, body: [UInt8]?, retryAfter: Int?) -> Answer {
        let answer = Answer(
            status: status,
            type: "application/json",
            body: body ?? Array(#"{"error":"temporarily_unavailable"}"#.utf8)
        )
        guard let retryAfter else { return answer }
        return answer.with(.retryAfter, String(retryAfter))
    }

    private func cut(_ answer: Answer) -> Response {
        let body = answer.body
        var headers = answer.headers
        headers[.contentLength] = String(body.count)
        return Response(
            status: .init(code: answer.status),
            headers: headers,
            body: .init(contentLength: body.count) { writer in
                try await writer.write(ByteBuffer(bytes: body.prefix(body.count / 2)))
                throw HungUp()
            }
        )
    }

    private func huge(_ size: Int) -> Response {
        var answer = Answer.json([:])
        answer.headers[.contentLength] = String(size)
        let chunk = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 16)
        return Response(
            status: .ok,
            headers: answer.headers,
            body: .init(contentLength: size) { writer in
                var left = size
                while left > 0 {
                    let part = min(left, chunk.readableBytes)
                    try await writer.write(chunk.getSlice(at: 0, length: part) ?? ByteBuffer())
                    left -= part
                }
                try await writer.finish(nil)
            }
        )
    }
}
