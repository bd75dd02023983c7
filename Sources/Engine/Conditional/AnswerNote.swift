import Documents
import FoundationEssentials
import Vault

/// The kept answers of one of the pack's buckets, as bytes.
package struct AnswerNote: Hashable, Sendable {
    /// What all of them rest on: the program and its pipelines.
    package let basis: String
    package var answers: [AnswerPlace: KeptAnswer] = [:]

    package init(basis: String) {
        self.basis = basis
    }

    /// Empty where the bytes are no note, or rest on something else; a single answer that can't be
    /// read is not kept.
    package init(decoding bytes: [UInt8], basis: String) {
        self.basis = basis
        guard let document = try? JSONValue(parsing: bytes),
            document["basis"]?.string == basis
        else { return }
        for value in document["answers"]?.array ?? [] {
            guard let (place, answer) = Self.answer(value) else { continue }
            answers[place] = answer
        }
    }

    package func encoded() -> [UInt8] {
        let list = answers.sorted { $0.key < $1.key }.map { place, answer -> JSONValue in
            var object: JSONObject = [
                "user": .string(place.user.text), "provider": .string(place.provider),
                "label": .string(place.label), "step": .string(place.step),
                "binding": .string(answer.binding),
                "kind": .string(answer.validator.kind.rawValue),
                "validator": .string(answer.validator.text), "value": answer.value,
                "readAt": .string(Timestamp.text(answer.readAt)),
            ]
            object["until"] = answer.until.map { .string(Timestamp.text($0)) }
            return .object(object)
        }
        let document: JSONValue = ["basis": .string(basis), "answers": .array(list)]
        return document.compactText()
    }

    private static func answer(_ value: JSONValue) -> (AnswerPlace, KeptAnswer)? {
        guard let user = value["user"]?.string.flatMap(UserID.init),
            let provider = value["provider"]?.string, let label = value["label"]?.string,
            let step = value["step"]?.string, let binding = value["binding"]?.string,
            let kind = value["kind"]?.string.flatMap(Validator.Kind.init),
            let validator = value["validator"]?.string.flatMap({ Validator(kind, $0) }),
            let content = value["value"],
            let readAt = value["readAt"]?.string.flatMap({ Timestamp.parse($0) })
        else { return nil }
        return (
            AnswerPlace(user: user, provider: provider, label: label, step: step),
            KeptAnswer(
                binding: binding,
                validator: validator,
                value: content,
                readAt: readAt,
                until: value["until"]?.string.flatMap { Timestamp.parse($0) }
            )
        )
    }
}
