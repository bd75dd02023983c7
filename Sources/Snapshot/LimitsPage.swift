package import Documents
package import Engine
package import FoundationEssentials
import Vault

/// `limits.json`: the calls that count for budgets, and who is to be left alone.
///
/// Written before calls are made that it does not cover yet, and at the end of a run that made some.
package enum LimitsPage {
    /// `nil` where there is nothing to say, and no file that would say something else.
    package static func document(_ record: LimitRecord, hasFile: Bool) -> JSONValue? {
        guard hasFile || !record.isEmpty else { return nil }
        var object: JSONObject = [
            "ok": .bool(true), "schema": .string(StatusSchema.limits.id),
            "counts": .array(record.counts.map(count)), "holds": .array(record.holds.map(hold)),
        ]
        object["unknownUntil"] = record.unknownUntil.map(time)
        return .object(object)
    }

    /// What a file says; of one that git has left in conflict, what both sides say.
    ///
    /// What can't be read of it may tell of any calls until it was `written`.
    package static func record(_ bytes: [UInt8], written: Date) -> LimitRecord {
        if let document = try? JSONValue(parsing: bytes) {
            return record(document, written: written)
        }
        guard let sides = ConflictedText.sides(bytes) else {
            return LimitRecord(unknownUntil: written)
        }
        let records = [sides.ours, sides.theirs].map { side in
            (try? JSONValue(parsing: side)).map { record($0, written: written) }
                ?? LimitRecord(unknownUntil: written)
        }
        return records[0].union(records[1])
    }

    private static func record(_ document: JSONValue, written: Date) -> LimitRecord {
        let (counts, holds) = (document["counts"]?.array, document["holds"]?.array)
        let read = LimitRecord(
            counts: (counts ?? []).compactMap(count),
            holds: (holds ?? []).compactMap(hold),
            unknownUntil: RecordJSON.date(document["unknownUntil"])
        )
        var lost = counts == nil || holds == nil
        lost = lost || read.counts.count != counts?.count || read.holds.count != holds?.count
        lost = lost || uses(counts ?? []) != read.counts.reduce(0) { $0 + $1.uses.count }
        // In order, and each once, whatever git has made of it.
        return LimitRecord(unknownUntil: lost ? written : nil).union(read)
    }

    /// How many entries of calls a file has, whether they can be read or not.
    private static func uses(_ counts: [JSONValue]) -> Int {
        counts.reduce(0) { $0 + ($1["uses"]?.array?.count ?? 1) }
    }

    private static func count(_ count: LimitRecord.Count) -> JSONValue {
        var object = key(count.key)
        object["allowed"] = .number(JSONNumber(count.allowed))
        object["perSeconds"] = .number(JSONNumber(count.seconds))
        object["uses"] = .array(
            count.uses.map { use in
                var object: JSONObject = [
                    "run": .string(use.run), "until": time(use.until),
                    "calls": .number(JSONNumber(use.calls)),
                ]
                if use.isOpen { object["open"] = true }
                return .object(object)
            }
        )
        return .object(object)
    }

    private static func count(_ value: JSONValue) -> LimitRecord.Count? {
        guard let key = key(value), let allowed = value["allowed"]?.integer, allowed > 0,
            let seconds = value["perSeconds"]?.integer, seconds > 0
        else { return nil }
        let uses = (value["uses"]?.array ?? []).compactMap { use -> LimitRecord.Use? in
            guard let run = use["run"]?.string, let until = RecordJSON.date(use["until"]),
                let calls = use["calls"]?.integer, (1...1_000_000_000).contains(calls)
            else { return nil }
            return LimitRecord.Use(
                run: run,
                until: until,
                calls: calls,
                isOpen: use["open"]?.bool ?? false
            )
        }
        return LimitRecord.Count(key: key, allowed: allowed, seconds: seconds, uses: uses)
    }

    private static func hold(_ hold: LimitHold) -> JSONValue {
        var object = key(hold.key)
        object["until"] = time(hold.until)
        object["refuses"] = .bool(hold.isHard)
        return .object(object)
    }

    private static func hold(_ value: JSONValue) -> LimitHold? {
        guard let key = key(value), let until = RecordJSON.date(value["until"]) else { return nil }
        return LimitHold(key: key, until: until, isHard: value["refuses"]?.bool ?? true)
    }

    private static func key(_ key: LimitKey) -> JSONObject {
        var object: JSONObject = ["provider": .string(key.provider)]
        object["group"] = key.group.map { .string($0) }
        object["user"] = key.account.map { .string($0.user.text) }
        object["label"] = key.account.map { .string($0.label) }
        return object
    }

    private static func key(_ value: JSONValue) -> LimitKey? {
        guard let provider = value["provider"]?.string else { return nil }
        let group = value["group"]?.string
        guard let name = value["user"]?.string else {
            return LimitKey(provider: provider, group: group)
        }
        guard let user = UserID(name), let label = value["label"]?.string else { return nil }
        let account = ConnectionKey(user: user, provider: provider, label: label)
        return LimitKey(provider: provider, group: group, account: account)
    }

    /// A whole second, never earlier.
    private static func time(_ date: Date) -> JSONValue {
        let seconds = date.timeIntervalSince1970.rounded(.up)
        return RecordJSON.time(Date(timeIntervalSince1970: seconds))
    }
}
