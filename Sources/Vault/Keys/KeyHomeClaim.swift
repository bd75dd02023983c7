internal import Glibc

/// A process's claim to the key home it made for itself.
///
/// The kernel holds it (flock) and lets go when the process ends, however it ends: a home that
/// nobody claims any more is a dead run's.
final class KeyHomeClaim: Sendable {
    private static let name = "claim"

    private let descriptor: Int32

    /// Claims a home just made: nobody ever sees the file without its lock.
    ///
    /// - Returns: `nil` where the folder takes no file.
    init?(new home: String) {
        let path = "\(home)/\(Self.name).new"
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard opened >= 0 else { return nil }
        descriptor = opened
        guard flock(opened, LOCK_EX | LOCK_NB) == 0,
            unsafe rename(path, "\(home)/\(Self.name)") == 0
        else { return nil }
    }

    /// Takes over the claim to a home whose process has ended.
    ///
    /// - Returns: `nil` where that process lives, or never claimed it.
    init?(abandoned home: String) {
        let path = "\(home)/\(Self.name)"
        let opened = unsafe open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        descriptor = opened
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    deinit { close(descriptor) }
}
