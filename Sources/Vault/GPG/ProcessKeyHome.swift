internal import Glibc
internal import Synchronization

/// The key home that gpg takes where it is told of none: `GNUPGHOME`, which children inherit.
///
/// A context that is told of another home makes gpgme start gpg once more, to ask for its version. A
/// program that works with one home names it here first, and no context needs to be told.
package enum ProcessKeyHome {
    private static let adopted = Mutex<String?>(nil)

    /// Makes a home that of the whole process; call it while no other thread reads the environment.
    package static func adopt(_ path: String) {
        guard unsafe setenv("GNUPGHOME", path, 1) == 0 else { return }
        adopted.withLock { $0 = path }
    }

    /// Whether gpg works there without being told.
    static func isAdopted(_ path: String) -> Bool { adopted.withLock { $0 == path } }
}
