import Glibc

/// Owner of bytes at an address that stays, wiped before they are given back: a body that curl
/// reads from, and that may hold a secret.
@safe
struct PinnedBytes: ~Copyable {
    private let buffer: UnsafeMutableRawBufferPointer
    let count: Int

    init(_ bytes: [UInt8]) {
        // Never of length zero: curl takes a missing address for "read the body elsewhere".
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(bytes.count, 1),
            alignment: 1
        )
        unsafe buffer.copyBytes(from: bytes)
        unsafe self.buffer = unsafe buffer
        count = bytes.count
    }

    deinit {
        clear()
        unsafe buffer.deallocate()
    }

    @unsafe var start: UnsafeMutableRawPointer? { unsafe buffer.baseAddress }
}

extension PinnedBytes {
    /// The bytes up to the first zero.
    var text: String {
        unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }

    func clear() {
        guard let start = unsafe buffer.baseAddress else { return }
        unsafe explicit_bzero(start, buffer.count)
    }
}
