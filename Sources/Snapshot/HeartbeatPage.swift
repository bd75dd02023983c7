import Documents
import Engine
import FoundationEssentials

/// `heartbeat.json`: that a run took place, when, and how regularly they do; the one file every
/// run changes.
struct HeartbeatPage {
    let report: RunReport
    /// How many connections are known.
    let connections: Int
    let memory: RunMemory
    let version: String
    /// How many connections and files something went wrong with.
    private let failures: Int

    init(report: RunReport, connections: Int, memory: RunMemory, version: String) {
        (self.report, self.connections, self.memory) = (report, connections, memory)
        self.version = version
        // By index: an element taken out is copied with all its fields.
        failures =
            report.entries.indices.count { report.entries[$0].failure != nil }
            + report.closedFiles.count
    }

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
            "connections": .number(JSONNumber(connections)),
            "failures": .number(JSONNumber(failures)),
            "runs": Self.runs(runs, recent: [thisRun] + memory.pastRuns),
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
        if !report.behind.isEmpty {
            let behind = report.behind.sorted { $0.key < $1.key }
            object["behind"] = .object(
                JSONObject(behind.map { ($0.key, RecordJSON.time($0.value)) })
            )
        }
        // What no answer has told anew is as it was.
        let skew = report.clockSkew ?? (report.didMeasureClock ? nil : memory.clockSkew)
        object["clockSkewSeconds"] = skew.map { .number(JSONNumber($0.seconds)) }
        return .object(object)
    }

    private var thisRun: PastRun {
        PastRun(
            startedAt: report.startedAt,
            endedAt: report.endedAt,
            outcome: report.stopped != nil ? .stopped : failures > 0 ? .partial : .ok,
            connections: report.connectionCount,
            failures: failures
        )
    }

    private static func runs(_ runs: RunHistory, recent: [PastRun]) -> JSONValue {
        var object: JSONObject = [
            "starts": .array(runs.starts.map(RecordJSON.time)),
            "recent": .array(recent.prefix(PastRun.capacity).map(document)),
        ]
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

    private static func document(_ run: PastRun) -> JSONValue {
        .object([
            "startedAt": RecordJSON.time(run.startedAt), "endedAt": RecordJSON.time(run.endedAt),
            "outcome": .string(run.outcome.rawValue),
            "connections": .number(JSONNumber(run.connections)),
            "failures": .number(JSONNumber(run.failures)),
        ])
    }

    /// How the latest runs went, the newest first, as a heartbeat holds it.
    static func pastRuns(_ heartbeat: JSONValue) -> [PastRun] {
        (heartbeat["runs"]?["recent"]?.array ?? []).prefix(PastRun.capacity).compactMap { value in
            guard let start = RecordJSON.date(value["startedAt"]),
                let end = RecordJSON.date(value["endedAt"]),
                let outcome = value["outcome"]?.string.flatMap(PastRun.Outcome.init)
            else { return nil }
            return PastRun(
                startedAt: start,
                endedAt: end,
                outcome: outcome,
                connections: value["connections"]?.integer ?? 0,
                failures: value["failures"]?.integer ?? 0
            )
        }
    }
}
