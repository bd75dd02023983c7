import Documents
package import Engine
internal import Synchronization
package import Vault

/// People's files that are built and looked at while others are still being read.
///
/// A run waits for its providers, and has the time. What turns out otherwise at its end is built anew,
/// so nothing rests on this but the speed.
package final class PagesAhead: Sendable {
    private struct Page {
        let records: [ConnectionRecord]
        /// How many secrets the gate knew.
        let secrets: Int
        let files: [PreparedFile]
    }

    private struct State {
        var pages: [String: Page] = [:]
        /// Of files that differ from those on the disk.
        var bytes = 0
    }

    /// The most that is kept of files to be written, in bytes.
    private static let budget = 32 << 20

    private let writer: SnapshotWriter
    private let standing: StandingPages
    private let badgeNames: BadgeNames?
    private let isOpen: @Sendable (UserID, ConnectionRecord) -> Bool
    private let state = Mutex(State())

    /// - Parameters:
    ///   - writer: What will write them.
    ///   - standing: What need not be built where nothing new is told.
    ///   - badgeNames: `nil` where no badges are drawn.
    ///   - isOpen: Whether a person's connection is for everybody to see.
    package init(
        _ writer: SnapshotWriter,
        standing: StandingPages = StandingPages(),
        badgeNames: BadgeNames? = nil,
        isOpen: @escaping @Sendable (UserID, ConnectionRecord) -> Bool
    ) {
        self.writer = writer
        self.standing = standing
        self.badgeNames = badgeNames
        self.isOpen = isOpen
    }

    /// Builds the files of a person with whom the run is done.
    package func prepare(_ user: UserID, _ entries: [RunReport.Entry]) {
        guard state.withLock({ $0.bytes < Self.budget }),
            entries.allSatisfy({ isOpen(user, $0.record) })
        else { return }
        let records = entries.map(\.record).sorted { $0.key < $1.key }
        let secrets = writer.ledger.count
        let page = UserPage(
            user: user.text,
            records: records[...],
            closed: nil,
            badgeNames: badgeNames
        )
        let files =
            standing.files(of: user, telling: entries, by: writer)
            ?? writer.prepare(page, LastGate(ledger: writer.ledger))
        state.withLock { state in
            state.pages[user.text] = Page(records: records, secrets: secrets, files: files)
            state.bytes += files.reduce(0) { $0 + ($1.isInPlace ? 0 : $1.size) }
        }
    }

    /// The files of a page where they were built ahead and would be the same now.
    func files(of page: UserPage) -> [PreparedFile]? {
        guard page.closed == nil,
            let ahead = state.withLock({ $0.pages[page.user] }),
            ahead.secrets == writer.ledger.count, ahead.records[...] == page.records,
            // Somebody else may have written since.
            ahead.files.allSatisfy({ $0.stamp == writer.files.stamp(writer.path(of: $0)) })
        else { return nil }
        return ahead.files
    }
}
