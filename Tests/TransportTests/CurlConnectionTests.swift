import LatchkeyTestSupport
import Loopback
import Synchronization
import Testing
import Transport

@Suite("Connections of the curl transport")
struct CurlConnectionTests {
    @Test("are kept for the next read")
    func reuse() async throws {
        try await Wire.run { _ in
            .text("ok")
        } body: { wire in
            for _ in 0..<20 { _ = try await wire.send() }
            #expect(wire.server.requests.count == 20)
            #expect(wire.server.connections == 1)
        }
    }

    @Test("are kept for calls that may spend something, too")
    func reuseToSpend() async throws {
        try await Wire.run { _ in
            .text("ok")
        } body: { wire in
            for index in 0..<20 {
                _ = try await wire.send("POST", "/\(index)", body: [1], kind: .spend)
            }
            #expect(wire.server.requests.count == 20)
            // A slow machine may let one idle for too long now and then.
            #expect(wire.server.connections < 20)
        }
    }

    @Test(
        "that die under a call that may spend something do not make curl send it twice",
        arguments: [LoopbackAnswer.close, .reset],
        [1, 5]
    )
    func neverTwice(_ end: LoopbackAnswer, spenders: Int) async throws {
        try await Wire.run {
            $0.target.hasPrefix("/spend") ? end : .text("ok")
        } body: { wire in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<spenders {
                    group.addTask { _ = try await wire.send("GET", "/\(index)") }
                }
                try await group.waitForAll()
            }
            let kept = wire.server.connections
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<spenders {
                    group.addTask {
                        let error = try await wire.failure("POST", "/spend\(index)", kind: .spend)
                        #expect(error.phase == .sent)
                        #expect(error.mayHaveBeenSent)
                        #expect(error.reasonCode == .reset)
                    }
                }
                try await group.waitForAll()
            }
            let spent = wire.server.requests.map(\.target).filter { $0.hasPrefix("/spend") }
            #expect(spent.sorted() == (0..<spenders).map { "/spend\($0)" })
            #expect(kept <= spenders)
            // A read on a connection that dies is repeated, as ever, and the next call is well.
            _ = try await wire.send()
        }
    }

    @Test("that die while a read is on them make curl read once more")
    func readAgain() async throws {
        let hasDied = Mutex(false)
        try await Wire.run { request in
            guard request.target == "/again" else { return .text("ok") }
            let isFirst = hasDied.withLock { hasDied in
                defer { hasDied = true }
                return !hasDied
            }
            return isFirst ? .close : .text("again")
        } body: { wire in
            _ = try await wire.send()
            let response = try await wire.send("GET", "/again")
            #expect(response.body == Array("again".utf8))
            #expect(wire.server.requests.count == 3)
        }
    }

    @Test("serve a thousand calls at once, on as many connections as its window allows")
    func thousand() async throws {
        try await Wire.run {
            .text($0.target)
        } body: { wire in
            let bodies = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
                for index in 0..<1000 {
                    group.addTask { (index, try await wire.send("GET", "/\(index)").body) }
                }
                return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
            }
            #expect(bodies.count == 1000)
            #expect(bodies.allSatisfy { $1 == Array("/\($0)".utf8) })
            #expect(wire.server.connections <= 256)
            #expect(wire.server.mostUnderWay <= 256)
        }
    }

    @Test("are no more than the call asks for, whatever the host could take")
    func asked() async throws {
        try await Wire.run {
            .text($0.target)
        } body: { wire in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<100 {
                    var request = wire.request("GET", "/\(index)")
                    request.mostAtOnce = 3
                    group.addTask { [request] in _ = try await wire.transport.send(request) }
                }
                try await group.waitForAll()
            }
            #expect(wire.server.connections <= 3)
        }
    }

    @Test("are as many as a host lets answers come on, once it has shown that it can")
    func growth() async throws {
        var configuration = CurlConfiguration.patient
        configuration.firstCallsPerHost = 2
        configuration.mostCallsPerHost = 4
        let gate = Gate()
        let (arrivals, arrival) = AsyncStream.makeStream(of: String.self)
        try await Wire.run(
            { request in
                guard request.target.hasPrefix("/late") else { return .text("ok") }
                arrival.yield(request.target)
                return .text("ok").after(.gate(gate))
            },
            configuration: configuration
        ) { wire in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<100 {
                    group.addTask { _ = try await wire.send("GET", "/\(index)") }
                }
                try await group.waitForAll()
                for index in 0..<9 {
                    group.addTask { _ = try await wire.send("GET", "/late\(index)") }
                }
                // Two may arrive at a window that has learnt nothing.
                var iterator = arrivals.makeAsyncIterator()
                for _ in 0..<3 { _ = await iterator.next() }
                gate.open()
                try await group.waitForAll()
            }
            #expect(wire.server.mostUnderWay <= 4)
        }
    }

    @Test("are as many as the window in all allows, and the others wait their turn")
    func window() async throws {
        var configuration = CurlConfiguration.patient
        configuration.calls = 3
        configuration.mostCallsPerHost = 2
        let gate = Gate()
        let (arrivals, arrival) = AsyncStream.makeStream(of: String.self)
        let reply: LoopbackServer.Reply = { request in
            arrival.yield(request.target)
            return .text("ok").after(.gate(gate))
        }
        let other = try #require(LoopbackServer(reply))
        try await Wire.run(reply, configuration: configuration) { wire in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<6 {
                    group.addTask { _ = try await wire.send("GET", "/one/\(index)") }
                }
                for index in 0..<6 {
                    group.addTask {
                        let url = other.url + "/two/\(index)"
                        _ = try await wire.transport.send(
                            HTTPRequest(method: "GET", url: url, kind: .read)
                        )
                    }
                }
                // Three arrive, and only then does anyone get an answer.
                var iterator = arrivals.makeAsyncIterator()
                for _ in 0..<3 { _ = await iterator.next() }
                gate.open()
                try await group.waitForAll()
            }
            #expect(wire.server.requests.count == 6)
            #expect(other.requests.count == 6)
            #expect(wire.server.mostUnderWay <= 2)
            #expect(other.mostUnderWay <= 2)
        }
        other.stop()
    }

    @Test("carry nothing that is held back, and ask once more where a read is redirected")
    func heldBack() async throws {
        try await Wire.run {
            $0.target == "/away"
                ? .response(302, headers: [("Location", "/there")]) : .text($0.target)
        } body: { wire in
            let asked = Mutex(0)
            var request = wire.request("GET", "/away")
            request.mayGo = {
                asked.withLock { $0 += 1 }
                return true
            }
            let response = try await wire.transport.send(request)
            #expect(response.body == Array("/there".utf8))
            #expect(asked.withLock { $0 } == 2)
            var refused = wire.request("GET", "/refused")
            refused.mayGo = { false }
            let held = refused
            let error = try await #require(throws: TransportError.self) {
                try await wire.transport.send(held)
            }
            #expect(error.phase == .cancelled)
            #expect(!error.mayHaveBeenSent)
            #expect(wire.server.requests.count == 2)
            _ = try await wire.send()
        }
    }

    @Test("tells of a refusal before anybody who waits may go")
    func refusals() async throws {
        try await Wire.run { request in
            request.target == "/refused" ? .response(429, headers: []) : .text("ok")
        } body: { wire in
            let refusals = Mutex(0)
            for (target, expected) in [("/good", 0), ("/refused", 1), ("/refused", 2)] {
                var request = wire.request("GET", target)
                request.wasRefused = { refusals.withLock { $0 += 1 } }
                _ = try await wire.transport.send(request)
                #expect(refusals.withLock { $0 } == expected)
            }
        }
    }
}
