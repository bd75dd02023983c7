import Transport
import Vault

/// What is kept of one connection's answers.
struct Recall: Sendable {
    let shelf: AnswerShelf
    let user: UserID
    let connection: Connection

    func slot(_ step: String, _ request: HTTPRequest) -> AnswerSlot? {
        AnswerSlot(shelf, user, connection, step: step, request)
    }
}
