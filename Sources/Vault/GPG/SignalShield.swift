internal import Glibc

/// Keeps signals that end a run from the programs the calling thread starts meanwhile.
///
/// A key pressed at the terminal reaches every process of the group: a gpg that died of it would
/// cost the token it was just encrypting. What a thread blocks, its children block.
enum SignalShield {
    static func around<Value: ~Copyable, Failure: Error>(
        _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        var shielded = sigset_t()
        var before = sigset_t()
        _ = unsafe sigemptyset(&shielded)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { _ = unsafe sigaddset(&shielded, signal) }
        _ = unsafe pthread_sigmask(SIG_BLOCK, &shielded, &before)
        defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        return try work()
    }
}
