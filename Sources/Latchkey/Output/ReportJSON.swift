import Documents
import Engine
import FoundationEssentials
import Glibc
import Inbox
import Pipeline
import Snapshot
import Vault

/// A run's report for a program: schema `latchkey/report/1`.
enum ReportJSON {
    static func document(
        _ report: RunReport,
        _ writing: SnapshotWriter.Result,
        _ history: EventLog.Result,
        _ inbox: InboxReport
    ) -> JSONValue {
        var object: JSONObject = [
            "ok": .bool(isWell(report, writing, history)), "schema": "latchkey/report/1",
            "startedAt": .string(Timestamp.text(report.startedAt)),
            "endedAt": .string(Timestamp.text(report.endedAt)),
            "connections": .array(report.entries.map(entry)),
            "closedFiles": .array(report.closedFiles.map(file)),
            "diagnostics": .array(report.diagnostics.map { $0.json() }),
            "warnings": .array(report.warnings.map { .string($0) }),
            "written": .array(writing.written.map { .string($0) }),
            "removed": .array(writing.removed.map { .string($0) }),
            "notWritten": .array((writing.failures + history.failures).map { .string($0) }),
            "events": .array(history.events.map { $0.document() }),
            "deadlines": .array(
                report.deadlines.filter { $0.warning(at: report.endedAt) != nil }
                    .map(DeadlineText(now: report.endedAt).document)
            ),
            "partial": .bool(report.isPartial),
            "calls": .number(JSONNumber(report.calls)),
            "unchanged": .number(JSONNumber(report.unchanged)),
            "waiting": .array(
                WaitingWork.gather(report).map(LimitText(now: report.endedAt).document)
            ),
            "limits": .array(LimitText(now: report.endedAt).documents(report.limits)),
        ]
        if !inbox.isEmpty {
            object["inbox"] = InboxText(report: inbox, rejectedPath: "").document()
        }
        object["unsecured"] = report.unsecured.map { .string($0) }
        switch report.stopped {
        case .signal(let number): object["stopped"] = .string(Self.name(ofSignal: number))
        case .deadline: object["stopped"] = "deadline"
        case nil: break
        }
        return .object(object)
    }

    private static func name(ofSignal number: Int32) -> String {
        switch number {
        case SIGHUP: "SIGHUP"
        case SIGINT: "SIGINT"
        default: "SIGTERM"
        }
    }

    /// Whether all that was due was done, and all of it will be there for the next run.
    private static func isWell(
        _ report: RunReport,
        _ writing: SnapshotWriter.Result,
        _ history: EventLog.Result
    ) -> Bool {
        report.entries.allSatisfy { $0.failure == nil } && report.closedFiles.isEmpty
            && writing.failures.isEmpty && history.failures.isEmpty && report.unsecured == nil
            && report.stopped == nil
    }

    private static func entry(_ entry: RunReport.Entry) -> JSONValue {
        let key = entry.record.key
        var object: JSONObject = [
            "user": .string(key.user.text), "provider": .string(key.provider),
            "label": .string(key.label), "status": .string(entry.record.state.rawValue),
            "exchanged": .bool(entry.didExchange), "refreshed": .bool(entry.didRefresh),
            "read": .bool(entry.didRead),
        ]
        object["reason"] = entry.record.reason.map { .string($0.rawValue) }
        if let before = entry.before { object["statusBefore"] = .string(before.state.rawValue) }
        if entry.deferral != nil { object["waits"] = true }
        object["failure"] = entry.failure.map(failure)
        if !entry.notes.isEmpty { object["notes"] = .array(entry.notes.map(failure)) }
        return .object(object)
    }

    private static func failure(_ failure: Failure) -> JSONValue {
        var object: JSONObject = [
            "class": .string(failure.failure.rawValue), "reason": .string(failure.reason.rawValue),
            "step": .string(failure.step), "detail": .string(failure.detail),
        ]
        object["call"] = failure.call.map { .string($0) }
        object["httpStatus"] = failure.status.map { .number(JSONNumber($0)) }
        object["code"] = failure.code.map { .string($0) }
        object["subcode"] = failure.subcode.map { .string($0) }
        object["retryAt"] = failure.retryAt.map { .string(Timestamp.text($0)) }
        return .object(object)
    }

    private static func file(_ file: RunReport.ClosedFile) -> JSONValue {
        .object([
            "user": .string(file.user), "status": .string(file.state.rawValue),
            "reason": .string(file.reason.rawValue), "detail": .string(file.detail),
        ])
    }
}
