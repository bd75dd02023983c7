import Documents
import Engine
import FoundationEssentials

/// `heartbeat.json`: that a run took place, and when; the one file every run changes.
struct HeartbeatPage {
    let report: RunReport
    let records: [ConnectionRecord]
    let memory: RunMemory
    let version: String

    func document() -> JSONValue {
        var object: JSONObject = [
            "ok": .bool(true), "schema": .string(StatusSchema.heartbeat.id),
            "startedAt": RecordJSON.time(report.startedAt),
            "endedAt": RecordJSON.time(report.endedAt),
            "version": .string(version),
            "connections": .number(JSONNumber(records.count)),
            "failures": .number(
                JSONNumber(report.entries.count { $0.failure != nil } + report.closedFiles.count)
            ),
        ]
        // A run over a part, or one that was stopped, does not speak for the rest.
        let isWhole = !report.isPartial && report.stopped == nil
        object["dataThrough"] = (isWhole ? report.startedAt : memory.dataThrough)
            .map(RecordJSON.time)
        object["clockSkewSeconds"] = report.clockSkew.map { .number(JSONNumber($0.seconds)) }
        return .object(object)
    }
}
