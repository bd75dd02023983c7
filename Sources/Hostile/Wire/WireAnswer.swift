/// What goes back over the wire, down to the byte.
struct WireAnswer: Sendable {
    /// How the answer travels.
    enum Manner: Sendable, Hashable {
        case whole
        /// The length promised is the body's, and only so many bytes of it come.
        case cut(Int)
        /// One byte at a time, so many milliseconds apart.
        case drip(Int)
        /// Nothing, until the other side goes away.
        case hang
        /// The connection is closed without a byte.
        case close
        /// A TCP reset after so many bytes of the body; without any, nothing at all comes.
        case reset(Int?)
    }

    var status: Int
    var headers: [(name: String, value: String)] = []
    var body: [UInt8]
    var manner = Manner.whole

    /// Status line, headers and the length of the whole body.
    var head: [UInt8] {
        var head = "HTTP/1.1 \(status) Any\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        head += "Content-Length: \(body.count)\r\n\r\n"
        return Array(head.utf8)
    }

    /// Whether it calls itself JSON.
    var isJSON: Bool {
        headers.contains {
            $0.name.lowercased() == "content-type" && $0.value.hasPrefix("application/json")
        }
    }

    /// The same with a header in place of one of that name.
    func with(_ name: String, _ value: String) -> Self {
        var answer = self
        answer.headers.removeAll { $0.name.lowercased() == name.lowercased() }
        answer.headers.append((name, value))
        return answer
    }

    /// The same, travelling another way.
    func travelling(_ manner: Manner) -> Self {
        var answer = self
        answer.manner = manner
        return answer
    }
}
