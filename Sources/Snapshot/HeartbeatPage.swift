import Documents
import Engine
import FoundationEssentials

/// `heartbeat.json`: that a run took place, when, and how regularly they do; the one file every
/// run changes.
struct HeartbeatPage {
    let report: RunReport
    let records: [ConnectionRecord]
    let memory: RunMemory
    let version: String

    func document() -> JSONValue {
        // A run over a part says nothing of the schedule.
        let runs =
            report.isPartial
            ? memory.runs.past(report.startedAt) : memory.runs.adding(report.startedAt)
        var object: JSONObject = [
            "ok": .bool(true), "schema": .string(StatusSchema.heartbeat.id),
            "startedAt": RecordJSON.time(report.startedAt),
            "endedAt": RecordJSON.time(report.endedAt),
            "version": .string(version),
            "connections": .number(JSONNumber(records.count)),
            "failures": .number(
                JSONNumber(report.entries.count { $0.failure != nil } + report.closedFiles.count)
            ),
            "runs": Self.runs(runs),
        ]
        if let last = runs.starts.last, let rhythm = runs.rhythm {
            object["nextRunExpectedBy"] = RecordJSON.time(last.addingTimeInterval(rhythm.longest))
            object["scheduleSeemsOffAfter"] = RecordJSON.time(
                last.addingTimeInterval(rhythm.outage)
            )
        }
        // A run over a part, or one that was stopped, does not speak for the rest.
        let isWhole = !report.isPartial && report.stopped == nil
        object["dataThrough"] = (isWhole ? report.startedAt : memory.dataThrough)
            .map(RecordJSON.time)
        object["clockSkewSeconds"] = report.clockSkew.map { .number(JSONNumber($0.seconds)) }
        return .object(object)
    }

    private static func runs(_ runs: RunHistory) -> JSONValue {
        var object: JSONObject = ["starts": .array(runs.starts.map(RecordJSON.time))]
        if let rhythm = runs.rhythm {
            object["medianGapSeconds"] = .number(JSONNumber(Int(rhythm.median)))
            object["longestGapSeconds"] = .number(JSONNumber(Int(rhythm.longest)))
        }
        return .object(object)
    }

    /// The starts a heartbeat holds; none where it holds none.
    static func runs(_ heartbeat: JSONValue) -> RunHistory {
        RunHistory((heartbeat["runs"]?["starts"]?.array ?? []).compactMap { RecordJSON.date($0) })
    }
}
