import Glibc

/// What is piped in.
enum StandardInput {
    static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Everything up to the end.
    static func readAll(limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe read(STDIN_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandFailure(.badInput, "standard input can't be read")
            }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= limit else {
                throw CommandFailure(.badInput, "standard input is larger than \(limit) bytes")
            }
        }
    }

    /// One line typed at a terminal that does not show it.
    static func readHidden(_ prompt: String) -> String? {
        unsafe getpass(prompt).map { unsafe String(cString: $0) }
    }

    /// One line, without its end; `nil` at the end of the input.
    static func readLine() -> String? { Swift.readLine(strippingNewline: true) }
}
