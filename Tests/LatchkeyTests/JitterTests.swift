import LatchkeyTestSupport
import Testing

@testable import Latchkey

@Suite("A start put off by chance")
struct JitterTests {
    @Test(
        "waits the part of the longest wait that chance says",
        arguments: [
            (Duration.seconds(600), 0.0, Duration.zero), (.seconds(600), 0.5, .seconds(300)),
            (.seconds(600), 0.75, .seconds(450)), (.zero, 0.75, .zero),
        ]
    )
    func length(most: Duration, chance: Double, expected: Duration) {
        #expect(Jitter(most: most, random: { chance }).length() == expected)
    }

    @Test("never waits as long as the longest wait, nor less than nothing")
    func bounds() {
        let jitter = Jitter(most: .seconds(60))
        #expect(
            (0..<1000).allSatisfy { _ in (.zero..<Duration.seconds(60)).contains(jitter.length()) }
        )
    }

    @Test("without a wait starts at once and says nothing", arguments: ["0", "0s"])
    func none(span: String) async throws {
        let folder = try TemporaryFolder()
        let plain = try await Program.shell("latchkey sync -v", in: folder.path)
        let command = "latchkey sync -v --jitter \(span)"
        let result = try await Program.shell(command, in: folder.path)
        #expect(result.errors == plain.errors)
        #expect(result.status == plain.status)
    }
}
