import Documents
import FoundationEssentials
import Glibc
import Synchronization

/// A lock on the data directory: one spender at a time on this machine.
///
/// The kernel holds it (flock) and lets go when the process ends, however it ends, so no stale
/// lock survives a crash or a reboot. The file's text says who holds it, for people.
final class DataLock: Sendable {
    /// Why the lock was not taken.
    enum Refusal: Error {
        /// By whom: host, process and time.
        case held(String)
        case unusable(String)
    }

    private let descriptor: Mutex<Int32>

    init(_ path: String) throws(Refusal) {
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard opened >= 0 else { throw .unusable(Self.text(errno)) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.read(opened)
            close(opened)
            throw code == EWOULDBLOCK ? .held(holder) : .unusable(Self.text(code))
        }
        descriptor = Mutex(opened)
        var name = [CChar](repeating: 0, count: 256)
        _ = unsafe gethostname(&name, name.count - 1)
        let host = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        let text = Array("process \(getpid()) on \(host) since \(Timestamp.text(Date()))\n".utf8)
        _ = ftruncate(opened, 0)
        _ = unsafe text.withUnsafeBytes { unsafe write(opened, $0.baseAddress, $0.count) }
    }

    deinit { release() }

    /// Lets go; the file stays, because removing it would race with the next holder.
    func release() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            close(descriptor)
            descriptor = -1
        }
    }

    private static func read(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let line = text.prefix { $0 != "\n" }
        return line.isEmpty ? "who it is is not known" : String(line)
    }

    private static func text(_ code: Int32) -> String {
        code == ENOENT ? "there is no such folder" : "the system refuses (errno \(code))"
    }
}
