import Glibc
import LatchkeyTestSupport
import Synchronization
import Testing

@testable import Vault

@Suite("The gpg cipher's lanes")
struct GPGCipherTests {
    static let attempts: [(GPGCode, Int)] = [
        (.noSecretKey, 2), (.general, 2), (.decryptionFailed, 2), (.badPassphrase, 1),
        (.noPINEntry, 1), (.noData, 1),
    ]

    @Test("try once more what may have failed for company, and only that", arguments: attempts)
    func triesAgain(_ code: GPGCode, _ expected: Int) async throws {
        let count = Mutex(0)
        await #expect(throws: CipherError.self) {
            try await GPGCipher().perform { _ throws(GPGFailure) -> Int in
                count.withLock { $0 += 1 }
                throw GPGFailure(operation: .decrypt, code: code)
            }
        }
        #expect(count.withLock { $0 } == expected)
    }

    @Test("believe a second try that went well")
    func believesSecondTry() async throws {
        let count = Mutex(0)
        let value = try await GPGCipher().perform { _ throws(GPGFailure) -> Int in
            let count = count.withLock { count in
                count += 1
                return count
            }
            guard count > 1 else { throw GPGFailure(operation: .decrypt, code: .noSecretKey) }
            return count
        }
        #expect(value == 2)
    }

    @Test("are no more than there are, and one works alone when it asks to")
    func worksAlone() async throws {
        let pool = LanePool(GPGSettings(), width: 3)
        let crowd = Crowd()
        let counts = try await withThrowingTaskGroup(of: (isAlone: Bool, count: Int).self) {
            group in
            for number in 0..<60 {
                group.addTask {
                    guard number % 7 == 0 else {
                        return (false, try await pool.withLane { _ in crowd.visit() })
                    }
                    return (true, try await pool.withLaneAlone { _ in crowd.visit() })
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.count == 60)
        for (isAlone, count) in counts { #expect(count <= (isAlone ? 1 : 3)) }
    }

    /// Counts who is there at the same time.
    private final class Crowd: Sendable {
        private let present = Mutex(0)

        func visit() -> Int {
            let count = present.withLock { present in
                present += 1
                return present
            }
            sched_yield()
            present.withLock { $0 -= 1 }
            return count
        }
    }

    @Test("compress nothing: a message's size must not tell what is in it")
    func compressesNothing() async throws {
        let keyring = try TemporaryKeyring()
        let key = try await keyring.addKey()
        let zeros = [UInt8](repeating: 0, count: 100_000)
        #expect(try await keyring.cipher().seal(zeros, to: [key]).count > zeros.count)
    }
}
