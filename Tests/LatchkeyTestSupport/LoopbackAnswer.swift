/// What a `LoopbackServer` does with a request.
package struct LoopbackAnswer: Sendable {
    /// One thing done to the connection.
    package enum Step: Sendable {
        case write([UInt8])
        /// Nothing for so many milliseconds: latency, or a drip between two writes.
        case wait(milliseconds: Int32)
        /// Nothing until the other side goes away or the server stops.
        case hang
        case close
        /// Closes with a TCP reset.
        case reset
        /// Waits until the test opens the gate.
        case gate(Gate)
    }

    package var steps: [Step]
    /// Whether the body is left out when the request was a HEAD.
    var headBytes: Int?

    package init(steps: [Step]) {
        self.steps = steps
    }

    /// A well-formed answer with a length; the connection stays open.
    package static func response(
        _ status: Int,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) -> Self {
        var head = "HTTP/1.1 \(status) Any\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        head += "Content-Length: \(body.count)\r\n\r\n"
        var answer = Self(steps: [.write(Array(head.utf8) + body)])
        answer.headBytes = head.utf8.count
        return answer
    }

    /// A well-formed answer with a body of text.
    package static func text(_ text: String, status: Int = 200) -> Self {
        response(status, headers: [("Content-Type", "text/plain")], body: Array(text.utf8))
    }

    /// These bytes, whatever they are.
    package static func raw(_ text: String, then steps: [Step] = []) -> Self {
        Self(steps: [.write(Array(text.utf8))] + steps)
    }

    package static let hang = Self(steps: [.hang])
    package static let close = Self(steps: [.close])
    package static let reset = Self(steps: [.reset])

    /// The same answer after other steps.
    package func after(_ first: Step...) -> Self {
        var answer = self
        answer.steps = first + steps
        return answer
    }
}
