import FoundationEssentials
import Pipeline
import Vault

/// The moments at which what is decided or told of a connection may change by the clock alone.
///
/// Pure. Each is a moment that the planner, the record's update or a page compares with now; a new
/// comparison there needs its moment here, and `QuietRunTests` find one that is missing.
struct TurningPoints {
    let key: ConnectionKey
    let connection: Connection
    let pipeline: PipelineDefinition?
    let record: ConnectionRecord

    /// Seconds by which a moment is drawn forward: sums of dates may differ in their last digits.
    private static let margin: Double = 1

    /// The first after `now`; `.distantFuture` where nothing is foreseen.
    func first(after now: Date) -> Date {
        Self.first(fixed.filter { $0 > now } + slots(after: now))
    }

    /// The first after `now` at which something else changes than that data comes due; `now` itself
    /// where reading would take a new token.
    func firstBesidesData(after now: Date) -> Date {
        var moments = fixed.filter { $0 > now }
        if let grant = connection.grant, let refresh = pipeline?.refresh {
            moments.append(max(Planner.readableUntil(grant, refresh), now))
        }
        return Self.first(moments)
    }

    private static func first(_ moments: [Date]) -> Date {
        (moments.min() ?? .distantFuture).addingTimeInterval(-margin)
    }

    private var fixed: [Date] {
        var moments: [Date] = []
        if let grant = connection.grant, let pipeline {
            let clocks = GrantClocks(grant, pipeline)
            let window = pipeline.refresh?.window ?? GrantClocks.usualWindow
            moments += [
                clocks.accessEnd, clocks.expiresAt, clocks.reconnectBy, clocks.finalEnd,
                clocks.slidingEnd, clocks.renewalDue, clocks.renewableFrom,
                clocks.expiresAt.map(window.subtracting),
            ].compactMap(\.self)
            moments.append(grant.issuedAt.addingTimeInterval(-Planner.clockTolerance))
        }
        if let retry = record.retryAt {
            moments += [retry, retry.addingTimeInterval(-86_400)]
        }
        if let refused = record.renewalRefusedAt, let age = pipeline?.refresh?.minimumAge {
            moments.append(age.adding(to: refused))
        }
        if let evidence = record.evidenceAt {
            moments += [evidence, evidence.addingTimeInterval(Verdict.secondLookAfter)]
        }
        moments += record.doubted.values.map {
            $0.addingTimeInterval(SuddenEmptiness.secondLookAfter)
        }
        if let deadline = record.deadline {
            moments += DeadlineWarning.allCases.map {
                deadline.date.addingTimeInterval(Double($0.rawValue) * -86_400)
            }
        }
        return moments
    }

    /// When data comes due, step by step.
    private func slots(after now: Date) -> [Date] {
        guard let pipeline else { return [] }
        let steps = pipeline.profile.map { profile in
            profile.steps.map { ReadingSlot($0, of: profile) }
        }
        return ((steps ?? []) + pipeline.collections.map { ReadingSlot($0) }).compactMap { slot in
            slot.every.map {
                DueSlot.next(
                    DueSlot.name(key, slot.name),
                    period: $0.approximateSeconds,
                    after: now
                )
            }
        }
    }
}
