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
        /// By whom: owner, process, host and times.
        case held(String)
        case unusable(String)
    }

    private let descriptor: Mutex<Int32>

    /// - Parameters:
    ///   - path: The lock's file, which stays.
    ///   - machine: Who takes it.
    ///   - now: Since when.
    ///   - until: When the run starts nothing new, where that is limited.
    /// - Throws: `Refusal`.
    init(_ path: String, machine: Machine, now: Date, until: Date? = nil) throws(Refusal) {
        let opened = try Self.open(path, O_RDWR | O_CREAT)
        guard Self.lock(opened, LOCK_EX) else {
            let code = errno
            let holder = Self.read(opened)
            close(opened)
            throw code == EWOULDBLOCK ? .held(holder) : .unusable(Self.text(code))
        }
        descriptor = Mutex(opened)
        let since = "since \(Timestamp.text(now))"
        let end = until.map { ", starts nothing new after \(Timestamp.text($0))" } ?? ""
        let who = "\(machine.owner), process \(machine.process) on \(machine.host)"
        let text = Array("\(who), \(since)\(end)\n".utf8)
        _ = ftruncate(opened, 0)
        _ = unsafe text.withUnsafeBytes { unsafe write(opened, $0.baseAddress, $0.count) }
    }

    /// Who holds a lock, for people; `nil` where nobody does.
    static func holder(of path: String) -> String? {
        guard let opened = try? open(path, O_RDONLY) else { return nil }
        defer { close(opened) }
        guard flock(opened, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
        return read(opened)
    }

    private static func open(_ path: String, _ flags: Int32) throws(Refusal) -> Int32 {
        let opened = unsafe Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard opened >= 0 else { throw .unusable(text(errno)) }
        return opened
    }

    /// Tried twice: somebody may just have looked whether it is free.
    private static func lock(_ descriptor: Int32, _ kind: Int32) -> Bool {
        if flock(descriptor, kind | LOCK_NB) == 0 { return true }
        usleep(50_000)
        return flock(descriptor, kind | LOCK_NB) == 0
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
        switch code {
        case ENOENT: "there is no such folder"
        case EROFS: "read-only file system"
        case ENOSPC: "no space left on device"
        case EACCES: "permission denied"
        default: "the system refuses (errno \(code))"
        }
    }
}
