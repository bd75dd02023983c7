import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Subprocess
import Testing

/// What a signal in the middle leaves.
@Suite("Signals")
struct SignalTests {
    @Test(
        "in the middle of a run: won tokens are saved, status is written, the rest waits",
        arguments: [
            (Signal.interrupt, Int32(130)), (Signal.terminate, Int32(143)),
            (Signal.terminalClosed, Int32(129)),
        ]
    )
    func middle(signal: Signal, status: Int32) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let users = ["ada", "bea", "cleo", "dina"]
            for user in users { try await place.enrol(user, "strict", "due_rotating") }
            let before = try place.connection("ada", "strict")["grant"]?["refresh_token"]
            let talk = try await place.syncOnceHeld("--concurrency", "1") { talk in
                try talk.send(signal)
                try await talk.line(with: "finishing what is in flight")
                try await sandbox.release()
            }
            #expect(talk.status == status, "\(talk.text)")
            #expect(talk.text.contains("interrupted, what was won is saved"))
            // The one in flight came to its end, and what it won is good.
            let after = try place.connection("ada", "strict")["grant"]?["refresh_token"]
            #expect(after != nil)
            #expect(after != before)
            #expect(try await sandbox.calls(to: "/strict/token") == 1)
            #expect(try place.bytes("data/status/heartbeat.json") != nil)
            #expect(try place.record("ada", "strict")["generation"]?.integer == 2)
            // Nobody else was touched, and the next run does the rest.
            let sync = try await place.latchkey("sync")
            #expect(sync.status == 0, "\(sync.output)")
            for user in users {
                #expect(try place.state(user, "strict") == "connected")
                let grant = try await sandbox.grant("strict", user)
                #expect(grant["killed_by_reuse"]?.bool == false)
            }
        }
    }

    @Test("the second signal ends the run at once")
    func second() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ada", "strict", "due_rotating")
            let talk = try await place.syncOnceHeld { talk in
                try talk.send(.interrupt)
                try await talk.line(with: "a second signal ends at once")
                try talk.send(.interrupt)
            }
            #expect(talk.status == 130)
        }
    }

    @Test("a killed run loses nothing that could be kept, and sends no code twice")
    func killed() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("anna", "strict", "fresh_code")
            let talk = try await place.syncOnceHeld { talk in
                try talk.send(.kill)
            }
            #expect(talk.status == 137)
            // The next run finds the intent without its result.
            #expect(try place.connection("anna", "strict")["pending_code"]?["attempted_at"] != nil)
            _ = try await place.latchkey("sync")
            #expect(try await sandbox.calls(to: "/strict/token") == 0)
            #expect(try place.state("anna", "strict") == "needs_reconnect:code_in_doubt")
        }
    }

    @Test("a call that hangs is cut after a while, and its grant is in doubt")
    func hanging() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ada", "strict", "due_rotating")
            let talk = try await place.syncOnceHeld { talk in
                try talk.send(.terminate)
            }
            #expect(talk.status == 143, "\(talk.text)")
            let state = try place.state("ada", "strict")
            #expect(state == "in_doubt:answer_lost")
        }
    }

    @Test("a run killed in the middle of a refresh is looked into by the next")
    func killedRefresh() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ada", "strict", "due_rotating")
            let talk = try await place.syncOnceHeld { talk in
                try talk.send(.kill)
            }
            #expect(talk.status == 137)
            let plan = try await place.latchkey("plan")
            #expect(plan.output.contains("the last refresh got no clear answer"), "\(plan.output)")
            #expect(try await place.latchkey("sync").status == 0)
            #expect(try place.state("ada", "strict") == "connected")
            #expect(try await sandbox.grant("strict", "ada")["killed_by_reuse"]?.bool == false)
        }
    }

    @Test("two runs at once: the second says who is at work, and spends nothing")
    func twoRuns() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ada", "strict", "due_rotating")
            let talk = try await place.syncOnceHeld { talk in
                let second = try await place.latchkey("sync")
                #expect(second.status == 4)
                #expect(second.errors.contains("another run is at work"), "\(second.errors)")
                #expect(try await sandbox.calls(to: "/strict/token") == 0)
                try talk.send(.interrupt)
                try await talk.line(with: "a second signal ends at once")
                try talk.send(.interrupt)
            }
            #expect(talk.status == 130)
        }
    }

    @Test(
        "leave no key home of the run's own behind",
        arguments: [(Signal.interrupt, Int32(130)), (Signal.terminate, Int32(143))],
        ["sync", "connect"]
    )
    func privateHome(_ end: (signal: Signal, status: Int32), command: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ada", "strict", "due_rotating")
            let key = try place.gpg(["--armor", "--export-secret-keys", try place.recipient()])
            let port = try FreePort.find()
            let environment = [
                "LATCHKEY_GPG_KEY": String(decoding: key, as: UTF8.self),
                "LATCHKEY_HOME": "\(place.path)/nowhere",
                "STRICT_REDIRECT_URI": "http://127.0.0.1:\(port)/callback",
            ]
            let fingerprint = try place.recipient()
            var homes: [String] = []
            let isSync = command == "sync"
            if isSync {
                try await sandbox.holdNext("/strict/token")
            }
            let words = isSync ? ["sync"] : ["connect", "strict", "--user", "bea"]
            let talk = try await place.talk(words, environment: environment) { talk in
                if isSync {
                    try await sandbox.faultsHaveStruck()
                } else {
                    try await talk.line(with: "waiting for the redirect")
                }
                homes = try PrivateHomes.holding(fingerprint)
                try talk.send(end.signal)
                guard isSync else { return }
                try await talk.line(with: "finishing what is in flight")
                try await sandbox.release()
            }
            #expect(talk.status == end.status, "\(talk.text)")
            #expect(homes.count == 1)
            #expect(try PrivateHomes.holding(fingerprint) == [])
        }
    }

    @Test(
        "end a start that was put off at once, before anything is read or made",
        arguments: [
            (Signal.interrupt, Int32(130)), (Signal.terminate, Int32(143)),
            (Signal.terminalClosed, Int32(129)),
        ]
    )
    func putOff(signal: Signal, status: Int32) async throws {
        let folder = try TemporaryFolder()
        let words = ["sync", "--verbose", "--jitter", "1000y"]
        let talk = try await Program.talk("latchkey", words, in: folder.path) { talk in
            try await talk.line(with: "starting in ")
            try talk.send(signal)
        }
        #expect(talk.status == status, "\(talk.text)")
        #expect(talk.text.split(separator: "\n").count == 1, "\(talk.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test("a killed run's key home is taken down by the next run")
    func abandonedHome() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ada", "strict", "due_rotating")
            let fingerprint = try place.recipient()
            let key = try place.gpg(["--armor", "--export-secret-keys", fingerprint])
            let killed = try await place.latchkey(
                "sync",
                environment: [
                    "LATCHKEY_GPG_KEY": String(decoding: key, as: UTF8.self),
                    "LATCHKEY_HOME": "\(place.path)/nowhere",
                    "LATCHKEY_TEST_KILL": "planned",
                ]
            )
            #expect(killed.status == 137)
            // Another test's run may have been the next one.
            _ = try await place.latchkey("sync")
            #expect(try PrivateHomes.holding(fingerprint) == [])
        }
    }
}
