import Documents

/// Why a control call can't be done: one sentence, lower case, no final stop.
struct ControlError: Error, Hashable, Sendable {
    let message: String
    var status = 400

    init(_ message: String, status: Int = 400) {
        self.message = message
        self.status = status
    }

    var answer: Answer { .json(["error": .string(message)], status: status) }
}
