import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

/// A plan for a person, and for a program.
struct PlanText {
    let plans: [ConnectionPlan]
    let closed: [RunReport.ClosedFile]
    /// What is known of the connections.
    let records: [ConnectionKey: ConnectionRecord]
    /// How far apart runs are; `nil` while it is unknown.
    let rhythm: RunRhythm?
    let limits: LimitRecord
    /// Messages in the inbox, which a run opens before anything else.
    let messages: Int
    let now: Date
    /// Providers that refused many people's grants at once when they were asked last.
    private let bursting: Set<String>

    init(
        plans: [ConnectionPlan],
        closed: [RunReport.ClosedFile],
        records: [ConnectionKey: ConnectionRecord],
        rhythm: RunRhythm?,
        limits: LimitRecord,
        messages: Int,
        now: Date
    ) {
        self.plans = plans
        self.closed = closed
        self.records = records
        self.rhythm = rhythm
        self.limits = limits
        self.messages = messages
        self.now = now
        bursting = Set(
            records.values.filter { $0.reason == .refusalBurst && !$0.isBelievedBurst(at: now) }
                .map(\.key.provider)
        )
    }

    func lines(coloured: Bool) -> [String] {
        var table = Table(["CONNECTION", "CALLS", "ACTION", "WHY"])
        for plan in plans {
            let actions = plan.actions.flatMap(Self.names).joined(separator: ", ")
            table.rows.append([
                Table.Cell(plan.key.description), Table.Cell(String(plan.calls)),
                Table.Cell(actions.isEmpty ? "nothing" : actions, actions.isEmpty ? .dim : .green),
                Table.Cell(why(plan)),
            ])
        }
        for file in closed {
            table.rows.append([
                Table.Cell(file.user), "0", Table.Cell("nothing", .dim),
                Table.Cell(file.detail, .red),
            ])
        }
        let busy = plans.count { !$0.actions.isEmpty }
        let calls = plans.reduce(0) { $0 + $1.calls }
        let waiting = WaitingWork.gather(plans.map { ($0.key, $0, nil) }, limits, now)
        return (table.rows.isEmpty ? [] : table.lines(coloured: coloured))
            + [
                "\(ReportText.count(calls, "call")) for \(busy) of \(ReportText.count(plans.count, "connection"))"
            ] + LimitText(now: now).budgets(limits) + waiting.map(LimitText(now: now).sentence)
            + (messages > 0 ? [inboxSentence] : [])
    }

    /// Only counted: what a message says is read by nobody but a run.
    private var inboxSentence: String {
        "\(ReportText.count(messages, "message")) in the inbox, not opened: a run looks at "
            + (messages == 1 ? "it first" : "them first")
    }

    func document() -> JSONValue {
        .object([
            "schema": "latchkey/plan/1",
            "calls": .number(JSONNumber(plans.reduce(0) { $0 + $1.calls })),
            "connections": .array(
                plans.map { plan in
                    var object: JSONObject = [
                        "user": .string(plan.key.user.text),
                        "provider": .string(plan.key.provider), "label": .string(plan.key.label),
                        "actions": .array(plan.actions.flatMap(Self.names).map { .string($0) }),
                        "calls": .number(JSONNumber(plan.calls)), "why": .string(why(plan)),
                    ]
                    if plan.deferral != nil { object["waits"] = true }
                    if isHeldWithOthers(plan) { object["mayBeHeld"] = .bool(true) }
                    object["nextTokenAction"] = plan.nextTokenAction
                        .map { .string(Timestamp.text($0)) }
                    if let end = plan.slidingEnd, let rhythm {
                        object["survivesMissedRuns"] = .number(
                            JSONNumber(rhythm.missableRuns(before: end, now: now))
                        )
                    }
                    return .object(object)
                }
            ),
            "inboxMessages": .number(JSONNumber(messages)),
            "limits": .array(LimitText(now: now).documents(limits)),
            "closedFiles": .array(
                closed.map { ["user": .string($0.user), "status": .string($0.state.rawValue)] }
            ),
        ])
    }

    /// What it does, each step by the name that messages give it.
    private static func names(_ action: Action) -> [String] {
        switch action {
        case .exchangeCode: ["exchange code"]
        case .refresh: ["refresh"]
        case .readProfile: ["read profile"]
        case .readSteps(let steps): steps.map { "read profile/\($0)" }
        case .readCollection(let name): ["read \(name)"]
        }
    }

    private func why(_ plan: ConnectionPlan) -> String {
        let why = Self.why(plan)
        guard isHeldWithOthers(plan) else { return why }
        return records[plan.key]?.reason == .refusalBurst
            ? "\(why); after the others, as the provider refused many people at once"
            : "\(why); held if the provider refuses many people at once, as in the last run"
    }

    /// Whether a refresh may be held back by a burst of refusals that has not been seen to end.
    private func isHeldWithOthers(_ plan: ConnectionPlan) -> Bool {
        let refreshes = plan.actions.contains { if case .refresh = $0 { true } else { false } }
        return refreshes && bursting.contains(plan.key.provider)
    }

    private static func why(_ plan: ConnectionPlan) -> String {
        if let older = plan.olderFile, !plan.actions.contains(.exchangeCode) {
            return "the file is older than one seen before (generation \(older.here), seen "
                + "\(older.seen)): its one-time tokens stay"
        }
        if let deferral = plan.deferral {
            return "waits, because \(LimitText.reason(deferral))"
        }
        if let rest = plan.rest { return why(rest, plan.nextTokenAction) }
        for action in plan.actions {
            switch action {
            case .exchangeCode: return "a code waits"
            case .refresh(let cause): return why(cause)
            case .readProfile, .readSteps, .readCollection: continue
            }
        }
        return "data is due"
    }

    private static func why(_ cause: Action.RefreshCause) -> String {
        switch cause {
        case .window: "the token ends soon"
        case .shortSlack: "hardly three runs fit in before the token ends"
        case .accessNeeded: "data is due and needs an access token"
        case .overdue: "the clock says the token has ended; the provider decides"
        case .inDoubt: "the last refresh got no clear answer"
        case .secondLook: "the provider called the grant gone; this look confirms or clears it"
        }
    }

    private static func why(_ rest: ConnectionPlan.Rest, _ next: Date?) -> String {
        switch rest {
        case .nothingDue: next.map { "next refresh \(Timestamp.text($0))" } ?? "nothing is due"
        case .waiting(let until): "the provider asked to wait until \(Timestamp.text(until))"
        case .notSelected: "not asked for"
        case .disconnected: "disconnected"
        case .needsReconnect: "the person must connect again"
        case .codeSpent: "the code was sent once and is not sent again"
        case .codeExpired: "the code has waited longer than it can live"
        case .noPipeline: "no usable pipeline file"
        case .noGrant: "no token and no code"
        case .olderFile: "the file is older than one seen before"
        }
    }
}
