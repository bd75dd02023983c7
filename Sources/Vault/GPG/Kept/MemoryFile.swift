internal import CLinux
internal import Glibc

/// A file that is nowhere but in memory (memfd_create(2)), for one message at a time.
struct MemoryFile: ~Copyable {
    let descriptor: Descriptor

    /// Makes an empty one; the name is for whoever looks into `/proc`.
    init?(_ name: String) {
        guard let descriptor = Descriptor(moving: unsafe latchkey_memory_file(name)) else {
            return nil
        }
        self.descriptor = descriptor
    }

    /// The size in bytes, while somebody else may be writing.
    var size: Int? {
        var status = stat()
        guard unsafe fstat(descriptor.number, &status) == 0 else { return nil }
        return Int(exactly: status.st_size)
    }

    /// Leaves nothing in it.
    @discardableResult
    func clear() -> Bool { ftruncate(descriptor.number, 0) == 0 }

    /// Replaces what is in it.
    func fill(_ bytes: [UInt8]) -> Bool {
        guard clear() else { return false }
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
                return unsafe pwrite(descriptor.number, rest.baseAddress, rest.count, off_t(done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    /// All that is in it.
    ///
    /// - Returns: `nil` where that is more than `limit` bytes, or can't be read.
    func contents(limit: Int) -> [UInt8]? {
        guard let size, (0...limit).contains(size) else { return nil }
        var isWhole = true
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, done in
            while done < size {
                let count = unsafe pread(
                    descriptor.number,
                    buffer.baseAddress.map { unsafe $0 + done },
                    size - done,
                    off_t(done)
                )
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    isWhole = false
                    return
                }
                done += count
            }
        }
        return isWhole ? bytes : nil
    }
}
