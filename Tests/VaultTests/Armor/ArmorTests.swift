import LatchkeyTestSupport
import Testing

@testable import Vault

@Suite("Armor")
struct ArmorTests {
    private static func message(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 3) }
    }

    private static func found(_ text: String) throws -> [[UInt8]] {
        try ArmorReader(text).messages.map { try $0.get() }
    }

    @Test("comes back whole, whatever its length", arguments: [1, 2, 3, 47, 48, 49, 95, 96, 1000])
    func roundTrip(count: Int) throws {
        let message = Self.message(count)
        #expect(try Self.found(Armor.text(of: message)) == [message])
    }

    static let logs: [(title: String, mark: @Sendable (Int, String) -> String)] = [
        ("GitHub's timestamps", { _, line in "2026-11-24T13:00:00.1234567Z \(line)" }),
        (
            "gh run view --log",
            { _, line in "sync\tSync\t2026-11-24T13:00:00.1234567Z \(line)" }
        ),
        ("timestamps of changing width", { "2026-11-24T13:00:00.\(1 << $0 % 20)Z \($1)" }),
        ("a job's name alone", { _, line in "job1 \(line)" }),
        ("indentation and carriage returns", { _, line in "    \(line)\r" }),
        ("colours", { _, line in "\u{1B}[31m\(line)\u{1B}[0m" }),
        ("other lines in between", { _, line in "\(line)\nnpm warn deprecated thing" }),
    ]

    @Test("is found in a log", arguments: logs.indices, [1, 48, 200, 1000])
    func log(index: Int, count: Int) throws {
        let message = Self.message(count)
        let text = "before\n" + Armor.text(of: message) + "after\n"
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var marked = lines.enumerated().map { Self.logs[index].mark($0.offset, String($0.element)) }
        // Between the last line and its checksum nothing may stand that looks like a short line.
        if Self.logs[index].title == "other lines in between" {
            marked = marked.map { $0.replacing("deprecated thing", with: "deprecated: thing!") }
        }
        #expect(try Self.found(marked.joined(separator: "\n")) == [message])
    }

    @Test("is taken several times from one text")
    func several() throws {
        let (first, second) = (Self.message(100), Self.message(200))
        let text = Armor.text(of: first) + "between\n" + Armor.text(of: second)
        #expect(try Self.found(text) == [first, second])
    }

    @Test("is refused with its line where it was cut or changed")
    func damage() throws {
        let text = "log\n" + Armor.text(of: Self.message(200))
        let cut = String(text.prefix(150))
        let changed = text.replacing("\n\nA", with: "\n\nB")
        try #require(changed != text)
        for damaged in [cut, changed] {
            let messages = ArmorReader(damaged).messages
            #expect(messages.count == 1)
            #expect(throws: ArmorReader.Fault.self) { try messages[0].get() }
            guard case .failure(let fault) = messages[0] else { continue }
            #expect(fault.line == 2)
        }
        #expect(ArmorReader("nothing here").messages.isEmpty)
    }

    @Test("is what gpg reads")
    func gpg() async throws {
        let keyring = try TemporaryKeyring()
        let key = try await keyring.addKey()
        let sealed = try await keyring.cipher().seal(Array("in the log".utf8), to: [key])
        let text = Armor.text(of: sealed)
        #expect(try keyring.gpg(["--decrypt"], input: Array(text.utf8)) == Array("in the log".utf8))
    }
}
