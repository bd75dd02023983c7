import Glibc
import Testing

@testable import Vault

@Suite("The shield against signals")
struct SignalShieldTests {
    @Test("blocks what ends a run while it works, and no longer", arguments: [SIGINT, SIGTERM])
    func blocksMeanwhile(_ signal: CInt) {
        let before = isBlocked(signal)
        #expect(SignalShield.around { isBlocked(signal) })
        #expect(isBlocked(signal) == before)
    }

    private func isBlocked(_ signal: CInt) -> Bool {
        var blocked = sigset_t()
        _ = unsafe pthread_sigmask(SIG_BLOCK, nil, &blocked)
        return unsafe sigismember(&blocked, signal) == 1
    }
}
