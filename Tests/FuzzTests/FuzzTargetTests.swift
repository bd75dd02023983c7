import Fuzzing
import Testing

// One after the other: the watchdog watches one case.
@Suite("Outside bytes", .serialized)
struct FuzzTargetTests {
    /// Cases a door gets here; `make fuzz` is for more.
    private static let cases = 80

    private static let watchdog = Watchdog(seconds: 20)

    @Test("neither trap nor hang anything, nor break what must hold", arguments: FuzzTargets.names)
    func holds(name: String) async throws {
        let target = try #require(FuzzTargets.named(name))
        for number in 0..<Self.cases {
            let fuzzCase = FuzzCase(target, seed: 1, number: number)
            Self.watchdog.begin("\(name), seed 1, case \(number)")
            do throws(FuzzFinding) {
                try await fuzzCase.run()
            } catch {
                Issue.record("\(name), seed 1, case \(number): \(error)")
            }
            Self.watchdog.end()
        }
    }
}
