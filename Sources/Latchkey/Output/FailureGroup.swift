import Engine
import Pipeline
import Vault

/// Connections that failed in the same way for the same cause, which is told once.
///
/// What a person is asked for is told of each: it is somebody else every time.
struct FailureGroup {
    let entries: [RunReport.Entry]

    /// So many of a kind are told as one; fewer where the cause is the app's or the provider's own.
    private static let fewest = 5

    private struct Kind: Hashable {
        let provider: String
        let state: ConnectionState
        let failure: FailureReason
        let nextStep: String
    }

    /// Groups a run's failures, in the order of their first ones; what ran out of time is left out.
    static func all(of report: RunReport) -> [Self] {
        var places: [Kind: Int] = [:]
        var groups: [[RunReport.Entry]] = []
        for entry in report.entries {
            guard let failure = entry.failure, failure.reason != .notReached else { continue }
            let kind = Kind(
                provider: entry.record.key.provider,
                state: entry.record.state,
                failure: failure.reason,
                nextStep: nextStep(entry, failure)
            )
            if let place = places[kind] {
                groups[place].append(entry)
            } else {
                places[kind] = groups.count
                groups.append([entry])
            }
        }
        return groups.flatMap { entries in
            isShared(entries) ? [Self(entries: entries)] : entries.map { Self(entries: [$0]) }
        }
    }

    private static func isShared(_ entries: [RunReport.Entry]) -> Bool {
        guard let reason = entries[0].failure?.reason, !Advice.isForPerson(reason) else {
            return false
        }
        switch reason {
        case .appRefused, .appUnconfigured, .refusalBurst: return true
        default: return entries.count >= fewest
        }
    }

    var state: ConnectionState { entries[0].record.state }

    /// Whose they are: `alice/spotify`, or `12 connections of spotify (alice, ben, clara and 9 more)`.
    var title: String {
        let first = entries[0].record.key
        guard entries.count > 1 else { return first.description }
        var names: [String] = []
        for name in entries.map(\.record.key.user.text) where !names.contains(name) {
            names.append(name)
            if names.count == 3 { break }
        }
        let rest = entries.count - names.count
        let shown =
            rest > 0
            ? "\(names.joined(separator: ", ")) and \(rest) more"
            : names.joined(separator: ", ")
        return "\(ReportText.count(entries.count, "connection")) of \(first.provider) (\(shown))"
    }

    /// What happened, to the first of them.
    var sentence: String { entries[0].failure?.sentence ?? "" }

    /// What to do, or that nothing needs doing; a doubt is told with it.
    var nextStep: String {
        guard let failure = entries[0].failure else { return "" }
        return Self.nextStep(entries[0], failure)
    }

    private static func nextStep(_ entry: RunReport.Entry, _ failure: Failure) -> String {
        let isTold = failure.reason == entry.record.reason
        let step = (isTold ? entry.record.nextStep : nil) ?? Advice.nextStep(failure.reason)
        let isDoubt = entry.record.state == .inDoubt && failure.reason != .codeInDoubt
        return isDoubt ? "a token may have been used up; \(step)" : step
    }
}
