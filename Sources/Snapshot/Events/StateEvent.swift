package import Documents
package import Engine
package import FoundationEssentials
import Pipeline

/// One change of state: a line of `events.ndjson`.
package struct StateEvent: Hashable, Sendable {
    package let subject: EventSubject
    /// When the new state began.
    package let at: Date
    /// `nil` at first sight.
    package let from: ConnectionState?
    /// `nil` where the subject is gone, or a closed file is open again.
    package let to: Standing?
    /// What to do, for a person; `nil` when nothing needs doing.
    package let nextStep: String?

    /// The same for the same change, so that whoever reads a merged history can drop a repeat.
    package var id: String {
        let words = [
            subject.description, from?.rawValue ?? "", to?.state.rawValue ?? "",
            to?.reason?.rawValue ?? "", Timestamp.text(at),
        ]
        let text = String(StableHash.fnv1a(words.joined(separator: "\n")), radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    /// `latchkey/event/1`.
    package func document() -> JSONValue {
        var object: JSONObject = [
            "schema": .string(StatusSchema.event.id), "id": .string(id),
            "at": RecordJSON.time(at), "user": .string(subject.user),
            "from": from.map { .string($0.rawValue) } ?? .null,
            "to": to.map { .string($0.state.rawValue) } ?? .null,
        ]
        object["provider"] = subject.provider.map { .string($0) }
        object["label"] = subject.label.map { .string($0) }
        if let reason = to?.reason {
            object["reason"] = .string(reason.rawValue)
            object["message"] = .string(Advice.meaning(reason))
            object["who"] = .string(Advice.isForPerson(reason) ? "person" : "operator")
        }
        object["nextStep"] = nextStep.map { .string($0) }
        return .object(object)
    }
}
