import FoundationEssentials
import Pipeline
import Testing

@testable import Engine

@Suite("A deadline is told only where somebody has to act")
struct ConnectionRecordDeadlineTests {
    /// How a record stands, and whose deadline follows; ends in days from now.
    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        var state = ConnectionState.connected
        var reason: FailureReason?
        var slides: Double?
        var final: Double?
        var isDue = false
        var isUnconfirmed = false
        let cause: Deadline.Cause?
        var days: Double?
        var isForPerson = false
        var testDescription: String { title }
    }

    static let rows: [Row] = [
        // Lesson 31: sixty days that somebody renews are no deadline.
        Row(title: "a token that a run renews", slides: 40, cause: nil),
        Row(
            title: "one whose renewal is due",
            state: .expiring,
            slides: 9,
            isDue: true,
            cause: nil
        ),
        Row(
            title: "one whose renewal is due and fails",
            state: .degraded,
            reason: .appRefused,
            slides: 9,
            isDue: true,
            cause: .renewal,
            days: 9
        ),
        Row(
            title: "one that fails for another cause, long before",
            state: .degraded,
            reason: .rateLimited,
            slides: 40,
            cause: nil
        ),
        // Invariant 4: one word of the provider bothers nobody.
        Row(
            title: "one the provider has called gone, once",
            state: .degraded,
            reason: .grantRefused,
            slides: 9,
            isDue: true,
            isUnconfirmed: true,
            cause: nil
        ),
        Row(
            title: "one in a file that nobody can open",
            state: .locked,
            reason: .fileLocked,
            slides: 40,
            cause: .renewal,
            days: 40
        ),
        Row(
            title: "one in doubt, and due",
            state: .inDoubt,
            reason: .answerLost,
            slides: 3,
            isDue: true,
            cause: .renewal,
            days: 3
        ),
        // Lesson 11: six months after the consent no refresh helps.
        Row(
            title: "a consent that ends",
            final: 100,
            cause: .consent,
            days: 100,
            isForPerson: true
        ),
        Row(
            title: "a consent that ends, while the provider fails",
            state: .degraded,
            reason: .providerFault,
            final: 20,
            cause: .consent,
            days: 20,
            isForPerson: true
        ),
        Row(
            title: "a locked file whose token ends before the consent",
            state: .locked,
            reason: .fileLocked,
            slides: 5,
            final: 20,
            cause: .renewal,
            days: 5
        ),
        Row(
            title: "a consent that ends before the token",
            state: .locked,
            reason: .fileLocked,
            slides: nil,
            final: 4,
            cause: .consent,
            days: 4,
            isForPerson: true
        ),
        Row(
            title: "one that has ended",
            state: .needsReconnect,
            reason: .revoked,
            slides: 50,
            cause: .ended,
            days: 0,
            isForPerson: true
        ),
        Row(title: "one that was ended on purpose", state: .disconnected, final: 9, cause: nil),
        Row(title: "one that has yet to begin", state: .pending, cause: nil),
        Row(title: "one without an end", cause: nil),
    ]

    private func record(_ row: Row) throws -> ConnectionRecord {
        func date(_ days: Double?) -> Date? {
            days.map { Sample.now.addingTimeInterval($0 * Sample.day) }
        }
        return ConnectionRecord(
            key: try Sample.key(),
            state: row.state,
            reason: row.reason,
            since: Sample.now,
            evidenceAt: row.isUnconfirmed ? Sample.now : nil,
            connectedAt: Sample.now.addingTimeInterval(-Sample.day),
            expiresAt: date([row.slides, row.final].compactMap(\.self).min()),
            needsRefresh: row.isDue,
            finalEnd: date(row.final)
        )
    }

    @Test("whose, and by when", arguments: rows)
    func deadline(row: Row) throws {
        let deadline = try record(row).deadline
        #expect(deadline?.cause == row.cause)
        #expect(deadline?.date == row.days.map { Sample.now.addingTimeInterval($0 * Sample.day) })
        #expect((deadline?.isForPerson ?? false) == row.isForPerson)
    }

    @Test("its moment of setting is the consent's, or that of the trouble")
    func setAt() throws {
        let consent = Row(title: "", final: 100, cause: .consent)
        #expect(try record(consent).deadline?.setAt == Sample.now.addingTimeInterval(-Sample.day))
        let locked = Row(title: "", state: .locked, slides: 5, cause: .renewal)
        #expect(try record(locked).deadline?.setAt == Sample.now)
    }

    @Test("every reason gives a sentence and a next step", arguments: FailureReason.allCases)
    func words(reason: FailureReason) throws {
        for cause in [Deadline.Cause.consent, .renewal, .ended] {
            let deadline = Deadline(
                key: try Sample.key(),
                date: Sample.now,
                cause: cause,
                setAt: Sample.now,
                reason: reason
            )
            for text in [deadline.message, deadline.nextStep] {
                #expect(!text.isEmpty)
                #expect(!text.hasSuffix("."))
            }
        }
    }

    @Test("days are whole, and an absurd date is no trap")
    func daysLeft() throws {
        func days(_ date: Date) throws -> Int {
            Deadline(
                key: try Sample.key(),
                date: date,
                cause: .consent,
                setAt: Sample.now,
                reason: nil
            ).daysLeft(at: Sample.now)
        }
        #expect(try days(Sample.now.addingTimeInterval(1.9 * Sample.day)) == 1)
        #expect(try days(Sample.now.addingTimeInterval(-1)) == -1)
        #expect(try days(.distantFuture) > 700_000)
        #expect(try days(Date(timeIntervalSince1970: 1e300)) == 1_000_000)
    }
}
