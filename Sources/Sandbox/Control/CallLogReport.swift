import Documents
import HTTPTypes

/// The call log as the control API shows it.
struct CallLogReport: Sendable {
    let log: CallLog
    let traffic: Traffic.Report

    var value: JSONValue {
        let counts = log.counts
        let calls = counts.sorted { Self.key($0.key) < Self.key($1.key) }.map { entry, count in
            var call = Self.members(of: entry)
            call["count"] = .number(JSONNumber(count))
            return JSONValue.object(call)
        }
        let recent = log.recent.map { entry, time in
            var call = Self.members(of: entry)
            call["at"] = .string(Timestamp.text(time))
            return JSONValue.object(call)
        }
        let total = counts.values.reduce(0, +)
        return [
            "total": .number(JSONNumber(total)), "calls": .array(calls), "recent": .array(recent),
            "connections": .number(JSONNumber(traffic.connections)),
            "most_at_once": .number(JSONNumber(traffic.mostAtOnce)),
        ]
    }

    private static func members(of entry: CallLog.Entry) -> JSONObject {
        [
            "method": .string(entry.method), "endpoint": .string(entry.endpoint),
            "status": .number(JSONNumber(entry.status)),
        ]
    }

    private static func key(_ entry: CallLog.Entry) -> (String, String, Int) {
        (entry.endpoint, entry.method, entry.status)
    }
}
