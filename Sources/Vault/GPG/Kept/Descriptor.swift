internal import Glibc

/// Owner of an open file, far from the descriptors that a child finds its files at.
final class Descriptor: Sendable {
    /// The first that no child is given a file at.
    private static let first: Int32 = 32

    let number: Int32

    /// Takes over an open file and moves it out of the way; no other program inherits it.
    ///
    /// - Returns: `nil` where it is not open, or nothing is free.
    init?(moving opened: Int32) {
        guard opened >= 0 else { return nil }
        let moved = fcntl(opened, F_DUPFD_CLOEXEC, Self.first)
        close(opened)
        guard moved >= 0 else { return nil }
        number = moved
    }

    deinit { close(number) }
}
