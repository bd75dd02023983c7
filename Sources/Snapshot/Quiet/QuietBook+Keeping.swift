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
        guard !vault.packBuckets.isEmpty else { return }
        let people = Person.all(of: report)
        let buckets = people.parallelMap { vault.packBucket(of: $0.user) ?? "" }
        let parts = Dictionary(grouping: people.indices) { buckets[$0] }
            .filter { $0.value.contains { people[$0].wasLookedAt } }
            .sorted { $0.key < $1.key }
        for start in stride(from: 0, to: parts.count, by: Self.bucketsAtOnce) {
            let part = Array(parts[start..<min(start + Self.bucketsAtOnce, parts.count)])
            let notes = part.parallelMap(piece: 1) { name, members in
                note(name, of: members.map { people[$0] }, report, writing.people)
                    .map { (name, $0) }
            }
            try? await vault.keepPackNotes(notes.compactMap(\.self))
        }
        if writing.failures.isEmpty {
            let common = writing.marks.filter { $0.key != StatusPath.heartbeat }
            await keepCommon(common, of: report.users.count, at: report.endedAt)
        } else {
            try? await vault.keepPackNote([], as: Self.commonNote)
        }
    }

    /// Buckets that are worked out side by side: more of them would be memory.
    private static let bucketsAtOnce = 16

    /// Somebody enrolled, and what the run found out.
    private struct Person {
        let user: UserID
        let wasLookedAt: Bool
        /// In the report's list, which is sorted by user, as are the quiet.
        let entries: Range<Int>
        let quiet: Int?

        static func all(of report: RunReport) -> [Self] {
            let (entries, quiet) = (report.entries, report.quiet)
            var (entry, next) = (entries.startIndex, quiet.startIndex)
            return report.users.compactMap { UserID($0) }.map { user in
                while entry < entries.endIndex, entries[entry].record.key.user < user { entry += 1 }
                let first = entry
                // By index: an element taken out is copied with all its fields.
                while entry < entries.endIndex, entries[entry].record.key.user == user {
                    entry += 1
                }
                let isQuiet = next < quiet.endIndex && quiet[next].user == user
                defer { next += isQuiet ? 1 : 0 }
                return Person(
                    user: user,
                    wasLookedAt: !report.passedOver.users.contains(user),
                    entries: first..<entry,
                    quiet: isQuiet ? next : nil
                )
            }
        }
    }

    /// A bucket's bytes with what is known now of its people; `nil` where they are as they were.
    private func note(
        _ name: String,
        of people: [Person],
        _ report: RunReport,
        _ marks: [String: [FileMark?]]
    ) -> [UInt8]? {
        let old = vault.packNote(name)?.bytes
        var known: [UserID: QuietEntry] = [:]
        if let old, people.contains(where: { !$0.wasLookedAt }) {
            for entry in QuietBucket(decoding: old, basis: basis).entries {
                known[entry.user] = entry
            }
        }
        var bucket = QuietBucket(basis: basis)
        bucket.entries = people.compactMap { person in
            guard person.wasLookedAt else { return known[person.user] }
            guard let quiet = person.quiet.map({ report.quiet[$0] }) else { return nil }
            let records = person.entries.map { report.entries[$0].record }
            return entry(quiet, records, marks[person.user.text] ?? [], report.endedAt)
        }
        let bytes = bucket.encoded()
        return bytes == old ? nil : bytes
    }

    /// `nil` where not all of the user's pages are in place.
    private func entry(
        _ quiet: QuietUser,
        _ records: [ConnectionRecord],
        _ marks: [FileMark?],
        _ now: Date
    ) -> QuietEntry? {
        let records = records.count > 1 ? records.sorted { $0.key < $1.key } : records
        let providers = Set(records.map { $0.key.provider }).sorted()
        let kinds = QuietEntry.Page.Kind.all(of: providers, drawsBadges: drawsBadges)
        guard kinds.count == marks.count else { return nil }
        var pages: [QuietEntry.Page] = []
        for (kind, mark) in zip(kinds, marks) {
            guard let mark else { return nil }
            pages.append(QuietEntry.Page(kind: kind, mark: mark))
        }
        return QuietEntry(
            user: quiet.user,
            span: quiet.span,
            file: FileMark(digest: quiet.digest, stamp: quiet.stamp),
            pages: pages,
            connections: records.count,
            isPressing: records.contains { $0.needsAttention(at: now) },
            records: QuietRecordBytes.encode(records.map { $0.remembered })
        )
    }
}
