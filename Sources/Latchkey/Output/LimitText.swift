import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// Limits and what waits for them, for a person and for a program.
struct LimitText {
    let now: Date

    /// `strava: 340 connections wait, because 900 of 1000 calls in a day are used`.
    func sentence(_ work: WaitingWork) -> String {
        let subject = work.provider.map { "\($0): " } ?? ""
        let verb = work.connections == 1 ? "waits" : "wait"
        let count = ReportText.count(work.connections, "connection")
        return "\(subject)\(count) \(verb) and \(work.connections == 1 ? "goes" : "go") first "
            + "\(Self.moment(work.deferral)), because \(Self.reason(work.deferral))"
    }

    private static func moment(_ deferral: Deferral) -> String {
        guard deferral.cause == .held, let until = deferral.until else { return "next time" }
        return "after \(Timestamp.text(until))"
    }

    /// Why something waits: a clause without a subject before it.
    static func reason(_ deferral: Deferral) -> String {
        switch deferral.cause {
        case .held: "the provider's answers ask for it"
        case .budget(let calls, let seconds):
            "its budget of \(calls) calls in \(span(seconds)) has no more room"
        case .run(let calls): "--max-calls \(calls) leaves no more room"
        }
    }

    /// One line for each budget that is used and each provider that is left alone.
    func budgets(_ record: LimitRecord) -> [String] {
        let used = record.counts.compactMap { count -> String? in
            let used = count.used(at: now)
            guard used > 0 else { return nil }
            return "\(Self.name(count.key)): \(used) of \(count.allowed) calls in "
                + "\(Self.span(count.seconds)) are used"
        }
        let held = record.holds.filter { $0.until > now }.map { hold in
            "\(Self.name(hold.key)): \(hold.isHard ? "left alone" : "nothing is read") until "
                + "\(Timestamp.text(hold.until)), as its answers ask"
        }
        return used + held
    }

    func documents(_ record: LimitRecord) -> [JSONValue] {
        record.counts.map { count in
            var object = Self.object(count.key)
            object["allowed"] = .number(JSONNumber(count.allowed))
            object["perSeconds"] = .number(JSONNumber(count.seconds))
            object["used"] = .number(JSONNumber(count.used(at: now)))
            return .object(object)
        }
            + record.holds.filter { $0.until > now }.map { hold in
                var object = Self.object(hold.key)
                object["until"] = .string(Timestamp.text(hold.until))
                object["refuses"] = .bool(hold.isHard)
                return .object(object)
            }
    }

    func document(_ work: WaitingWork) -> JSONValue {
        var object: JSONObject = [
            "connections": .number(JSONNumber(work.connections)),
            "why": .string(Self.reason(work.deferral)),
        ]
        object["provider"] = work.provider.map { .string($0) }
        object["until"] = work.deferral.until.map { .string(Timestamp.text($0)) }
        return .object(object)
    }

    private static func object(_ key: LimitKey) -> JSONObject {
        var object: JSONObject = ["provider": .string(key.provider)]
        object["group"] = key.group.map { .string($0) }
        object["user"] = key.account.map { .string($0.user.text) }
        object["label"] = key.account.map { .string($0.label) }
        return object
    }

    private static func name(_ key: LimitKey) -> String {
        key.account.map(\.description) ?? key.provider
    }

    /// `15 minutes`, `a day`: the largest unit that divides it.
    static func span(_ seconds: Int) -> String {
        for (unit, name) in [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")]
        where seconds % unit == 0 {
            let count = seconds / unit
            guard count != 1 else { return name == "hour" ? "an hour" : "a \(name)" }
            return "\(count) \(name)s"
        }
        return "\(seconds) seconds"
    }
}
