internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// A private folder with the names that kept gpg processes know their files in memory by.
///
/// One a process, whatever it is asked for: the links lead through `/proc/self`, each gpg's own. Its
/// lock (flock on the folder itself) ends with the process, however that ends.
package final class MessageFolder: Sendable {
    /// What the names of all such folders begin with.
    static let prefix = "lkm-"

    /// gpg ends an armored message's name another way.
    private static let links = [
        ("message", KeptGPG.plaintextDescriptor), ("message.gpg", KeptGPG.ciphertextDescriptor),
        ("message.asc", KeptGPG.ciphertextDescriptor),
    ]
    private static let current = Mutex<MessageFolder?>(nil)

    let path: String
    private let lock: Descriptor
    private let isRemoved = Mutex(false)

    var plaintextName: String { "\(path)/message" }
    var ciphertextName: String { "\(path)/message.gpg" }

    /// Makes one; `nil` where that can't be done.
    init?(under folder: String = "/tmp") {
        var template = Array("\(folder)/\(Self.prefix)XXXXXX".utf8CString)
        // mkdtemp makes it with mode 0700.
        guard unsafe mkdtemp(&template) != nil else { return nil }
        let made = template.dropLast().map { UInt8(bitPattern: $0) }
        path = String(decoding: made, as: UTF8.self)
        guard let lock = Self.claim(path) else {
            _ = unsafe rmdir(path)
            return nil
        }
        self.lock = lock
        for (name, number) in Self.links {
            guard unsafe symlink("/proc/self/fd/\(number)", "\(path)/\(name)") == 0 else {
                return nil
            }
        }
    }

    deinit { remove() }

    /// Takes it down, once; a gpg that is asked after that fails.
    func remove() {
        let isFirst = isRemoved.withLock { isRemoved in
            defer { isRemoved = true }
            return !isRemoved
        }
        if isFirst { Self.takeDown(path) }
    }

    /// That of the whole process, made at first use.
    static func shared() -> MessageFolder? {
        current.withLock { current in
            if current == nil {
                removeAbandoned()
                current = MessageFolder()
                // For programs that end without being told to remove it.
                _ = removalAtExit
            }
            return current
        }
    }

    private static let removalAtExit = atexit { MessageFolder.removeShared() }

    /// Removes that of the process; may be called from a signal's handler queue.
    package static func removeShared() {
        let last = current.withLock { current in
            defer { current = nil }
            return current
        }
        last?.remove()
    }

    /// Removes those of runs that were killed.
    ///
    /// - Returns: How many there were.
    @discardableResult
    static func removeAbandoned(under folder: String = "/tmp") -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var count = 0
        for name in names where name.hasPrefix(prefix) {
            let path = "\(folder)/\(name)"
            guard isOwn(path), let lock = claim(path) else { continue }
            takeDown(path)
            withExtendedLifetime(lock.number) {}
            count += 1
        }
        return count
    }

    private static func takeDown(_ path: String) {
        for (name, _) in links { _ = unsafe unlink("\(path)/\(name)") }
        _ = unsafe rmdir(path)
    }

    private static func claim(_ path: String) -> Descriptor? {
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard let descriptor = Descriptor(moving: opened),
            flock(descriptor.number, LOCK_EX | LOCK_NB) == 0
        else { return nil }
        return descriptor
    }

    /// Whether it is a folder as this user's runs make them; a link is none.
    private static func isOwn(_ path: String) -> Bool {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return false }
        return status.st_mode == S_IFDIR | 0o700 && status.st_uid == geteuid()
    }
}
