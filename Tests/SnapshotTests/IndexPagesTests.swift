import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Testing
import Vault

@testable import Snapshot

@Suite("The dashboard's list is cut in parts that stay as they are")
struct IndexPagesTests {
    private func records(_ count: Int) throws -> [ConnectionRecord] {
        try (0..<count).map { number in
            var record = try SnapshotSample.record("user-\(number)")
            record.expiresAt = SnapshotSample.now.addingTimeInterval(
                Double(number * 7919 % 5000) * 60
            )
            record.reconnectBy = nil
            if number % 40 == 0 {
                record.state = .needsReconnect
                record.reason = .revoked
            }
            return record
        }.sorted { $0.key < $1.key }
    }

    private func pages(_ records: [ConnectionRecord]) -> [String: JSONValue] {
        let pages = IndexPages(
            records: records,
            rows: records.map { ConnectionRow.text(ConnectionRow.document($0)) },
            closed: [],
            pipelines: [:]
        )
        return pages.parts().reduce(into: [:]) { all, part in
            all.merge(part().mapValues { $0.value() }) { first, _ in first }
        }
    }

    /// The rows of a list, by way of its table of contents.
    private func rows(_ list: String, _ pages: [String: JSONValue]) throws -> [JSONValue] {
        let parts = try #require(pages["index/\(list).json"]?["parts"]?.array)
        return try parts.flatMap { part in
            let name = try #require(part["name"]?.string)
            let rows = try #require(pages["index/\(list)/\(name).json"]?["connections"]?.array)
            let counted = part["counts"]?.object?.members.reduce(0) { sum, provider in
                (provider.value.object?.members ?? []).reduce(sum) { $0 + ($1.value.integer ?? 0) }
            }
            #expect(counted == rows.count)
            return rows
        }
    }

    @Test("each list has everybody once, in its order, and its parts count right")
    func whole() throws {
        let records = try records(800)
        let pages = pages(records)
        let users = try rows("user", pages).compactMap { $0["user"]?.string }
        #expect(users == records.map(\.key.user.text))
        let ends = try rows("ends", pages).compactMap { $0["expiresAt"]?.string }
        #expect(ends == ends.sorted() && ends.count == 800)
        #expect(try rows("state/needs_reconnect", pages).count == 20)
        #expect(try rows("state/connected", pages).count == 780)
        #expect(
            pages["index/summary.json"]?["counts"] == ["needs_reconnect": 20, "connected": 780]
        )
    }

    // Lesson 55: a list that is cut by number shifts every page when one row comes.
    @Test("a row that comes, goes or changes its state touches few files of many")
    func stable() throws {
        let records = try records(1200)
        let before = pages(records)
        #expect(before.count > 25)
        func touched(_ change: (inout [ConnectionRecord]) -> Void) -> Int {
            var changed = records
            change(&changed)
            let after = pages(changed.sorted { $0.key < $1.key })
            return Set(before.keys).union(after.keys).count { before[$0] != after[$0] }
        }
        for place in stride(from: 0, to: 1200, by: 290) {
            // The summary, a table of contents and a part or two of each list.
            #expect(touched { $0.remove(at: place) } <= 13)
            #expect(touched { $0[place].state = .degraded } <= 14)
            #expect(touched { $0[place].expiresAt = SnapshotSample.now } <= 10)
        }
    }

    @Test("parts that are cut otherwise now are found and removed")
    func outdated() throws {
        let files = InMemoryFileStore()
        let reader = SnapshotReader(directory: "s", files: files)
        func write(_ records: [ConnectionRecord]) -> SnapshotWriter.Result {
            let report = SnapshotSample.report(records)
            var set = SnapshotSample.builder.build(report, over: RunMemory())
            set.obsolete.formUnion(reader.outdated(beside: set, users: report.users))
            return SnapshotWriter(directory: "s", files: files, ledger: SecretLedger()).write(set)
        }
        _ = write(try records(500))
        _ = write(try records(3))
        let parts = files.files.keys.filter { $0.hasPrefix("s/index/") }.sorted()
        #expect(
            parts == [
                "s/index/attention.json", "s/index/ends.json", "s/index/ends/0.json",
                "s/index/state/connected.json", "s/index/state/connected/0.json",
                "s/index/state/needs_reconnect.json", "s/index/state/needs_reconnect/0.json",
                "s/index/summary.json", "s/index/user.json", "s/index/user/0.json",
            ]
        )
    }
}
