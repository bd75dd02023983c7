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
        let quiet = Dictionary(report.quiet.map { ($0.user, $0) }) { first, _ in first }
        var records = Dictionary(grouping: report.entries.map(\.record), by: \.key.user)
        for user in report.passedOver.users { records[user] = nil }
        let users = report.users.compactMap { UserID($0) }
        var looked: [String: [UserID]] = [:]
        for user in users where !report.passedOver.users.contains(user) {
            guard let bucket = vault.packBucket(of: user) else { return }
            looked[bucket, default: []].append(user)
        }
        let enrolled = Set(users)
        for (name, users) in looked.sorted(by: { $0.key < $1.key }) {
            let old = vault.packNote(name).map { QuietBucket(decoding: $0.bytes, basis: basis) }
            var entries = Dictionary((old?.entries ?? []).map { ($0.user, $0) }) { $1 }
            for user in users {
                entries[user] = quiet[user].flatMap {
                    entry($0, records[user] ?? [], writing.marks, report.endedAt)
                }
            }
            var bucket = QuietBucket(basis: basis)
            bucket.entries = entries.values.filter { enrolled.contains($0.user) }
                .sorted { $0.user < $1.user }
            guard bucket.entries != old?.entries else { continue }
            try? await vault.keepPackNote(bucket.encoded(), as: name)
        }
        let common = writing.marks.filter { path, _ in
            path != StatusPath.heartbeat && !path.hasPrefix(StatusPath.integrations)
        }
        if writing.failures.isEmpty {
            await keepCommon(common, of: users.count, at: report.endedAt)
        } else {
            try? await vault.keepPackNote([], as: Self.commonNote)
        }
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
        let places: [String?] = records.isEmpty ? [] : [nil] + providers.map { $0 }
        for provider in places {
            let path =
                provider.map { StatusPath.connection($0, quiet.user.text) }
                ?? StatusPath.user(quiet.user.text)
            guard let mark = marks[path] else { return nil }
            pages.append(QuietEntry.Page(provider: provider, mark: mark))
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
