import CCurl
import Glibc

/// Wakes the curl thread from its sleep: a counter in the kernel that anyone may raise.
///
/// curl has a wake-up call of its own, but that needs the multi handle, which would then have to be
/// shared between threads and outlive all of them.
struct Doorbell: ~Copyable, Sendable {
    let descriptor: Int32

    init?() {
        let descriptor = curl_shim_doorbell()
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    borrowing func ring() {
        var one: UInt64 = 1
        // A counter that is full has rung already.
        _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    borrowing func silence() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
