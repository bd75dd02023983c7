import Glibc

/// Lines about what is going on, on standard error and at once.
enum Progress {
    static func say(_ text: String) {
        let line = Array("bench: \(text)\n".utf8)
        _ = unsafe line.withUnsafeBytes { bytes in
            unsafe write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }
}
