import Documents
import FoundationEssentials

extension Report {
    /// Times in microseconds, memory in bytes, ratios in thousandths.
    var json: JSONValue {
        var object: JSONObject = [
            "startedAt": .string(Timestamp.text(startedAt)),
            "endedAt": .string(Timestamp.text(endedAt)),
            "machine": [
                "processor": .string(machine.processor), "cores": Self.number(machine.cores),
                "memoryBytes": Self.number(machine.memoryBytes),
                "loadAtStartThousandths": Self.thousandths(machine.loadAtStart),
                "loadAtEndThousandths": Self.thousandths(loadAtEnd),
            ],
            "gpgLanes": Self.number(lanes),
            "rows": .array(comparisons.map(Self.json)),
            "goals": .array(Goal.all(self).map(Self.json)),
        ]
        if let ceiling {
            object["sandboxRequestsPerSecond"] = .array(
                ceiling.perSecond.map {
                    ["atOnce": Self.number($0.atOnce), "requests": Self.number($0.requests)]
                }
            )
        }
        if !start.isEmpty {
            object["startMicroseconds"] = .array(start.map { Self.number($0.microseconds) })
        }
        if !build.isEmpty {
            object["build"] = .array(
                build.map {
                    ["what": .string($0.what), "microseconds": Self.number($0.microseconds)]
                }
            )
        }
        return .object(object)
    }

    private static func json(_ comparison: Comparison) -> JSONValue {
        var contenders = JSONObject()
        for contender in comparison.row.contenders {
            guard let samples = comparison.samples[contender] else { continue }
            var object: JSONObject = [
                "measuredUsers": number(contender.sample(of: comparison.users)),
                "microseconds": .array(samples.map { number($0.microseconds) }),
                "medianMicroseconds": number(Int(samples.median * 1e6)),
            ]
            let peak = samples.map(\.peakBytes).max() ?? 0
            if peak > 0 { object["peakBytes"] = number(peak) }
            if contender != .latchkey, let ratio = comparison.over(contender) {
                object["latchkeyForOneThousandths"] = thousandths(ratio)
            }
            contenders[contender.rawValue] = .object(object)
        }
        var object: JSONObject = [
            "row": .string(comparison.row.rawValue), "users": number(comparison.users),
            "latencyMilliseconds": number(comparison.latency),
            "requests": number(comparison.requests),
            "connections": number(comparison.connections),
            "mostAtOnce": number(comparison.mostAtOnce), "contenders": .object(contenders),
        ]
        object["gpgCalls"] = comparison.gpgCalls.map(number)
        return .object(object)
    }

    private static func json(_ goal: Goal) -> JSONValue {
        [
            "what": .string(goal.what), "measuredThousandths": thousandths(goal.measured),
            "limitThousandths": thousandths(goal.limit), "unit": .string(goal.unit),
            "reached": .bool(goal.isReached),
        ]
    }

    private static func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    private static func thousandths(_ value: Double) -> JSONValue {
        value.isFinite ? number(Int((value * 1000).rounded())) : .null
    }
}
