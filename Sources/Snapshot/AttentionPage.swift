import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// `attention.json`: who must do what by when, most urgent first.
///
/// It tells the threshold a deadline has reached and not the days left, so that it changes when
/// somebody has to be told, and not every day.
struct AttentionPage {
    let records: [ConnectionRecord]
    let closed: [RunReport.ClosedFile]
    /// Authorization links by provider.
    let loginURLs: [String: String]
    let now: Date

    /// How many the dashboard is given: it shows no more, and reads no more.
    private static let mostUrgent = 12

    /// All of it, and its beginning with the number of all, by path.
    func documents() -> [String: StatusDocument] {
        let items = items()
        return [
            StatusPath.attention: .whole([
                "ok": .bool(true), "schema": .string(StatusSchema.attention.id),
                "items": .array(items),
            ]),
            StatusPath.indexAttention: .whole([
                "ok": .bool(true), "schema": .string(StatusSchema.indexAttention.id),
                "total": .number(JSONNumber(items.count)),
                "items": .array(Array(items.prefix(Self.mostUrgent))),
            ]),
        ]
    }

    private func items() -> [JSONValue] {
        let items = records.filter { $0.needsAttention(at: now) }
            .mostUrgentFirst(at: now)
            .map(item)
        let files = closed.map { file in
            var object: JSONObject = [
                "user": .string(file.user), "status": .string(file.state.rawValue),
                "reason": .string(file.reason.rawValue),
                "message": .string(Advice.meaning(file.reason)), "who": .string("operator"),
            ]
            object["nextStep"] = .string(Advice.nextStep(file.reason))
            return JSONValue.object(object)
        }
        return items + files
    }

    private func item(_ record: ConnectionRecord) -> JSONValue {
        var object: JSONObject = [
            "user": .string(record.key.user.text), "provider": .string(record.key.provider),
            "label": .string(record.key.label), "status": .string(record.state.rawValue),
        ]
        var isForPerson = false
        if let reason = record.reason {
            isForPerson = Advice.isForPerson(reason)
            object["reason"] = .string(reason.rawValue)
            object["message"] = record.message.map { .string($0) }
            object["nextStep"] = record.nextStep.map { .string($0) }
        }
        object["by"] = (record.deadline?.date ?? record.reconnectBy).map(RecordJSON.time)
        if let deadline = record.deadline {
            if let warning = deadline.warning(at: now) {
                object["warning"] = .number(JSONNumber(warning.rawValue))
                // What ends for good outweighs what is wrong until then.
                if object["nextStep"] == nil || deadline.cause == .consent {
                    isForPerson = deadline.isForPerson
                    object["message"] = .string(deadline.message)
                    object["nextStep"] = .string(deadline.nextStep)
                }
            }
        }
        object["who"] = .string(isForPerson ? "person" : "operator")
        if isForPerson { object["url"] = loginURLs[record.key.provider].map { .string($0) } }
        return .object(object)
    }
}
