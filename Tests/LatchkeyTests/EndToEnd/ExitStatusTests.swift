import Documents
import LatchkeyTestSupport
import Testing
import Vault

/// The table of exit statuses; those of signals are among the signals' tests.
@Suite("Exit statuses")
struct ExitStatusTests {
    @Test("0: all that was due was done, and where nobody is enrolled that is nothing")
    func success() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let empty = try await place.latchkey("sync")
            #expect(empty.status == 0, "\(empty.errors)")
            #expect(empty.errors.contains("nobody is enrolled"))
            try await place.enrol("ben", "instagram", "healthy")
            #expect(try await place.latchkey("sync").status == 0)
        }
    }

    @Test(
        "1: nothing could run",
        arguments: [
            "latchkey sync --data nowhere", "latchkey plan --data nowhere",
            "latchkey list --data nowhere", "latchkey rekey --data nowhere",
            "rm data/connections/.gpg-id; latchkey connect strict --user a --print",
        ]
    )
    func nothingRan(command: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let result = try await place.shell(command)
            #expect(result.status == 1, "\(result.errors)")
            #expect(result.errors.contains("latchkey: error: "))
        }
    }

    @Test(
        "2: bad input",
        arguments: [
            "latchkey bogus", "latchkey sync --concurrency 0", "latchkey sync --only a/b/c/d",
            "latchkey sync --server spotify", "latchkey connect spotfy --user alice",
            "latchkey connect spotify --user ../alice", "latchkey query '$[' /dev/null",
            "latchkey show nobody", "latchkey schema nothing",
        ]
    )
    func badInput(command: String) async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            let result = try await place.shell(command)
            #expect(result.status == 2, "\(result.output)\(result.errors)")
            #expect(result.output == "")
            #expect(!result.errors.isEmpty)
        }
    }

    @Test("4: not one connection file could be decrypted")
    func locked() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.enrol("ben", "instagram", "healthy")
            try await place.enrol("gina", "spotify", "healthy")
            let other = try TemporaryKeyring()
            _ = try await other.addKey()
            let sync = try await place.latchkey("sync", environment: ["GNUPGHOME": other.home.path])
            #expect(sync.status == 4, "\(sync.output)")
            #expect(try await sandbox.control("GET", "log")["total"]?.integer == 0)
        }
    }
}
