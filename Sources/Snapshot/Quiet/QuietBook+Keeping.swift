import Documents
package import Engine
import FoundationEssentials
import Pipeline
import Vault

extension QuietBook {
    /// Notes whom the next run need not look at, once all of this one is on the disk.
    ///
    /// - Parameters:
    ///   - report: The run.
    ///   - writing: How it left the status files; those it could not write are in no entry.
    package func keep(_ report: RunReport, _ writing: SnapshotWriter.Result) async {
        // A run over a part, or one that was stopped, does not speak for the rest.
        guard !report.passedOver.isEverybody, !report.isPartial, report.stopped == nil else {
            return
        }
        let users = report.users.compactMap { UserID($0) }
        guard !vault.packBuckets.isEmpty else { return }
        let looked = Dictionary(
            grouping: users.filter { !report.passedOver.users.contains($0) }
        ) { vault.packBucket(of: $0) ?? "" }
        let told = Told(report, enrolled: Set(users), marks: writing.marks)
        let names = looked.keys.sorted()
        for start in stride(from: 0, to: names.count, by: Self.bucketsAtOnce) {
            let part = Array(names[start..<min(start + Self.bucketsAtOnce, names.count)])
            let notes = part.parallelMap(piece: 1) { note($0, of: looked[$0] ?? [], told) }
            for (name, note) in zip(part, notes) {
                guard let note else { continue }
                try? await vault.keepPackNote(note, as: name)
            }
        }
        let common = writing.marks.filter { path, _ in
            path != StatusPath.heartbeat && !path.hasPrefix(StatusPath.integrations)
                && !path.hasPrefix(StatusPath.badges)
        }
        if writing.failures.isEmpty {
            await keepCommon(common, of: users.count, at: report.endedAt)
        } else {
            try? await vault.keepPackNote([], as: Self.commonNote)
        }
    }

    /// Buckets that are worked out side by side: more of them would be memory.
    private static let bucketsAtOnce = 16

    /// What a run tells of everybody, by user.
    private struct Told {
        let quiet: [UserID: QuietUser]
        let records: [UserID: Range<Int>]
        let entries: [RunReport.Entry]
        let enrolled: Set<UserID>
        let marks: [String: FileMark]
        let now: Date

        init(_ report: RunReport, enrolled: Set<UserID>, marks: [String: FileMark]) {
            quiet = Dictionary(report.quiet.map { ($0.user, $0) }) { first, _ in first }
            entries = report.entries
            (self.enrolled, self.marks, now) = (enrolled, marks, report.endedAt)
            var records: [UserID: Range<Int>] = [:]
            // They are sorted by user. By index: an element taken out is copied with all its fields.
            for index in report.entries.indices {
                let user = report.entries[index].record.key.user
                records[user] = (records[user]?.lowerBound ?? index)..<index + 1
            }
            self.records = records
        }
    }

    /// A bucket's bytes with what is known now of these users; `nil` where they are as they were.
    private func note(_ name: String, of users: [UserID], _ told: Told) -> [UInt8]? {
        let old = vault.packNote(name).map { QuietBucket(decoding: $0.bytes, basis: basis) }
        var entries = Dictionary((old?.entries ?? []).map { ($0.user, $0) }) { $1 }
        for user in users {
            entries[user] = told.quiet[user].flatMap { quiet in
                let records = told.records[user].map { told.entries[$0].map(\.record) } ?? []
                return entry(quiet, records, told.marks, told.now)
            }
        }
        var bucket = QuietBucket(basis: basis)
        bucket.entries = entries.values.filter { told.enrolled.contains($0.user) }
            .sorted { $0.user < $1.user }
        return bucket.entries == old?.entries ? nil : bucket.encoded()
    }

    /// `nil` where not all of the user's pages are in place.
    private func entry(
        _ quiet: QuietUser,
        _ records: [ConnectionRecord],
        _ marks: [String: FileMark],
        _ now: Date
    ) -> QuietEntry? {
        let records = records.sorted { $0.key < $1.key }
        var pages: [QuietEntry.Page] = []
        let providers = Set(records.map(\.key.provider)).sorted()
        for kind in QuietEntry.Page.Kind.all(of: providers, drawsBadges: drawsBadges) {
            guard let mark = marks[kind.path(of: quiet.user)] else { return nil }
            pages.append(QuietEntry.Page(kind: kind, mark: mark))
        }
        return QuietEntry(
            user: quiet.user,
            span: quiet.span,
            file: FileMark(digest: quiet.digest, stamp: nil),
            pages: pages,
            connections: records.count,
            isPressing: records.contains { $0.needsAttention(at: now) },
            records: QuietRecordBytes.encode(records.map(\.remembered))
        )
    }
}
