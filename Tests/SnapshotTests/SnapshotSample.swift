import Documents
import FoundationEssentials
import Pipeline
import Testing
import Vault

@testable import Engine
@testable import Snapshot

/// Records and reports the tests share.
enum SnapshotSample {
    static let now = Timestamp.parse("2026-11-24T12:00:00Z") ?? .distantPast

    static func record(
        _ user: String,
        _ provider: String = "instagram",
        label: String = "default",
        state: ConnectionState = .connected,
        reason: FailureReason? = nil
    ) throws -> ConnectionRecord {
        ConnectionRecord(
            key: ConnectionKey(
                user: try #require(UserID(user)),
                provider: provider,
                label: label
            ),
            state: state,
            reason: reason,
            since: now,
            generation: 3,
            connectedAt: now,
            lastSync: now,
            expiresAt: now.addingTimeInterval(86_400),
            reconnectBy: now.addingTimeInterval(2 * 86_400),
            missingScopes: ["extra"],
            doubted: ["followers": now],
            profile: [
                "id": "17841400000000000001", "username": .string("\(user)_music"),
                "followers": 12,
            ]
        )
    }

    static func report(
        _ records: [ConnectionRecord],
        closed: [RunReport.ClosedFile] = [],
        users: [String]? = nil,
        isPartial: Bool = false
    ) -> RunReport {
        RunReport(
            startedAt: now,
            endedAt: now.addingTimeInterval(2),
            entries: records.map { record in
                RunReport.Entry(
                    record: record,
                    before: nil,
                    plan: nil,
                    failure: nil,
                    notes: [],
                    didExchange: false,
                    didRefresh: false,
                    didRead: false
                )
            },
            closedFiles: closed,
            users: users
                ?? Set(records.map(\.key.user.text) + closed.map(\.user)).sorted(),
            diagnostics: [],
            warnings: [],
            stopped: nil,
            isPartial: isPartial
        )
    }

    static let builder = SnapshotBuilder(
        pipelines: [:],
        loginURLs: ["instagram": "https://id.test/authorize?client_id=a"],
        version: "1.2.3"
    )
}
