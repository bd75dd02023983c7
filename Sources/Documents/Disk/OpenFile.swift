internal import CLinux
internal import Glibc

/// The owner of one file descriptor.
struct OpenFile: ~Copyable {
    private let descriptor: Int32

    /// Opens a path, by `open(2)`; never inherited by a child process.
    init(_ path: String, _ flags: Int32, mode: UInt32 = 0) throws(DiskFailure) {
        descriptor = try DiskFailure.check { unsafe open(path, flags | O_CLOEXEC, mode) }
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    /// All bytes of a regular file; refused when it is none or holds more than `limit` bytes.
    func regularContents(limit: Int) throws(DiskFailure) -> [UInt8] {
        try stampedContents(limit: limit).bytes
    }

    /// The same, with the file's stamp as it was before the reading.
    func stampedContents(limit: Int) throws(DiskFailure) -> StampedBytes {
        var status = stat()
        try DiskFailure.check { unsafe fstat(descriptor, &status) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .refused("it is not a regular file")
        }
        let stamp = FileStamp(status)
        guard stamp.size <= limit else {
            throw .refused("it has \(stamp.size) bytes, more than the \(limit) allowed")
        }
        var bytes: [UInt8] = []
        // One byte more than expected, so that the usual file's end shows in two calls.
        var chunk = [UInt8](repeating: 0, count: min(Int(stamp.size) + 1, 1 << 16))
        while true {
            let count = try DiskFailure.check {
                unsafe Glibc.read(descriptor, &chunk, chunk.count)
            }
            guard count > 0 else { return StampedBytes(bytes: bytes, stamp: stamp) }
            if bytes.isEmpty { bytes.reserveCapacity(Int(stamp.size)) }
            bytes += chunk.prefix(count)
            guard bytes.count <= limit else {
                throw .refused("it grew beyond the \(limit) bytes allowed")
            }
        }
    }

    /// Writes everything, by as many calls of `write(2)` as it takes.
    func write(_ bytes: [UInt8]) throws(DiskFailure) {
        var written = 0
        while written < bytes.count {
            written += try DiskFailure.check {
                unsafe bytes.withUnsafeBytes { buffer in
                    let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                    return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
                }
            }
        }
    }

    /// Waits until the bytes are on the medium, by `fsync(2)`.
    func sync() throws(DiskFailure) {
        try DiskFailure.check { fsync(descriptor) }
    }

    /// Waits until all that was written to this file's file system is on the medium, by `syncfs(2)`.
    func syncVolume() throws(DiskFailure) {
        try DiskFailure.check { latchkey_syncfs(descriptor) }
    }

    /// The number of the file system this file is on.
    func volume() throws(DiskFailure) -> dev_t {
        var status = stat()
        try DiskFailure.check { unsafe fstat(descriptor, &status) }
        return status.st_dev
    }

    /// Closes and tells of a failure, which can be that of an earlier write.
    consuming func close() throws(DiskFailure) {
        let descriptor = descriptor
        discard self
        // The descriptor is gone even when the call was interrupted: closing again could hit
        // another file.
        guard Glibc.close(descriptor) == 0 || SystemCode.last == .interrupted else {
            throw DiskFailure.system(.last)
        }
    }
}
