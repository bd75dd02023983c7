import LatchkeyTestSupport
import Loopback
import Testing
import Transport

@Suite("Cancelling a call")
struct CurlCancellationTests {
    /// A server that never answers, and a stream that tells when a request has arrived.
    private static func silence() -> (LoopbackServer.Reply, AsyncStream<String>) {
        let (arrivals, arrival) = AsyncStream.makeStream(of: String.self)
        let reply: LoopbackServer.Reply = { request in
            arrival.yield(request.target)
            return .hang
        }
        return (reply, arrivals)
    }

    private static func first(_ arrivals: AsyncStream<String>) async {
        for await _ in arrivals { break }
    }

    @Test("in flight ends it, and says that it may have been sent")
    func inFlight() async throws {
        let (reply, arrivals) = Self.silence()
        try await Wire.run(reply) { wire in
            let task = Task { try await wire.failure("POST", kind: .spend) }
            await Self.first(arrivals)
            task.cancel()
            let error = try await task.value
            #expect(error.phase == .cancelled)
            #expect(error.reasonCode == .cancelled)
            #expect(error.mayHaveBeenSent)
        }
    }

    @Test("that has not begun ends it unsent")
    func beforeTheStart() async throws {
        try await Wire.run { _ in
            .text("ok")
        } body: { wire in
            let error = try await Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return try await wire.failure()
            }.value
            #expect(error.phase == .cancelled)
            #expect(!error.mayHaveBeenSent)
            #expect(wire.server.connections == 0)
        }
    }

    @Test("that waits for its place ends it unsent, and the one in flight goes on")
    func waiting() async throws {
        var configuration = CurlConfiguration.patient
        configuration.calls = 1
        let (reply, arrivals) = Self.silence()
        try await Wire.run(reply, configuration: configuration) { wire in
            let first = Task { try await wire.failure("GET", "/first") }
            await Self.first(arrivals)
            let second = Task { try await wire.failure("GET", "/second") }
            second.cancel()
            let secondError = try await second.value
            #expect(secondError.phase == .cancelled)
            #expect(!secondError.mayHaveBeenSent)
            first.cancel()
            _ = try await first.value
            #expect(wire.server.requests.map(\.target) == ["/first"])
        }
    }

    @Test("by the hundred leaves none hanging and the transport in order")
    func hundreds() async throws {
        try await Wire.run {
            $0.target == "/hang" ? .hang : .text("ok")
        } body: { wire in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<300 {
                    group.addTask { _ = try? await wire.send("GET", "/hang") }
                }
                group.cancelAll()
            }
            let response = try await wire.send("GET", "/fine")
            #expect(response.status == 200)
        }
    }

    @Test("all at once, by shutting down, ends every call and refuses the next")
    func shutdown() async throws {
        let (reply, arrivals) = Self.silence()
        var configuration = CurlConfiguration.patient
        configuration.calls = 2
        try await Wire.run(reply, configuration: configuration) { wire in
            let tasks = (0..<10).map { _ in Task { try await wire.failure() } }
            await Self.first(arrivals)
            await wire.transport.shutdown()
            await wire.transport.shutdown()
            for task in tasks {
                let error = try await task.value
                #expect([.cancelled, .refused].contains(error.phase))
            }
            let late = try await wire.failure()
            #expect(late.reason == "the transport is shut down")
        }
    }

    @Test("is not needed before a transport is dropped")
    func dropped() async throws {
        try await Wire.run { _ in
            .text("ok")
        } body: { wire in
            for _ in 0..<20 {
                let transport = try CurlTransport(configuration: .patient)
                _ = try await transport.send(wire.request())
            }
            #expect(wire.server.connections == 20)
        }
    }
}
