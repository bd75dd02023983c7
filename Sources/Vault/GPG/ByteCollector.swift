internal import CGPGME
internal import Glibc

/// Takes what gpg writes, up to a limit: a small message may unpack to a very large one.
@safe
final class ByteCollector {
    private let limit: Int
    private(set) var bytes: [UInt8] = []
    private(set) var isOverfull = false
    /// On the heap: gpgme keeps the address.
    let callbacks: gpgme_data_cbs_t

    init(limit: Int) {
        self.limit = limit
        unsafe callbacks = .allocate(capacity: 1)
        unsafe callbacks.initialize(
            to: gpgme_data_cbs(
                read: nil,
                write: { hook, buffer, count in
                    guard let hook = unsafe hook else { return -1 }
                    let collector = unsafe Unmanaged<ByteCollector>.fromOpaque(hook)
                        .takeUnretainedValue()
                    let chunk = unsafe UnsafeRawBufferPointer(start: buffer, count: count)
                    return unsafe collector.take(chunk)
                },
                seek: nil,
                release: nil
            )
        )
    }

    deinit {
        unsafe callbacks.deallocate()
    }

    private func take(_ chunk: UnsafeRawBufferPointer) -> Int {
        guard chunk.count <= limit - bytes.count else {
            isOverfull = true
            gpgme_err_set_errno(EFBIG)
            return -1
        }
        unsafe bytes.append(contentsOf: chunk)
        return chunk.count
    }
}

/// It belongs to the one data object it collects for, and that to one lane.
@available(*, unavailable)
extension ByteCollector: Sendable {}
