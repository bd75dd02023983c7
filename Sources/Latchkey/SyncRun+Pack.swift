import Documents
import Engine
import FoundationEssentials
import Site
import Snapshot
import Transport
import Vault

extension SyncRun {
    /// What lets this run pass over users, and the next one.
    func quietBook(
        _ reader: SnapshotReader,
        _ site: SiteFiles
    ) throws(VaultError) -> QuietBook {
        let hidden = try session.surroundings.vault.privateList().bytes
        return QuietBook(
            vault: session.surroundings.vault,
            reader: reader,
            basis: "\(basis) \(CiphertextDigest.text(of: hidden))",
            loginURLs: session.loginURLs(),
            drawsBadges: site.settings.drawsBadges,
            history: "\(session.common.data)/history/\(EventLog.name)"
        )
    }

    /// Whom the run need not look at; nobody where what is asked for is out of the usual.
    func quietUsers(
        _ book: QuietBook,
        of users: [UserID],
        _ selection: Selection,
        isUsual: Bool
    ) async -> QuietUsers {
        let heartbeat = book.reader.heartbeat()
        // By a clock that is known to be wrong nothing is certain.
        guard selection.isEverything, isUsual, !hasOpenSteps, heartbeat.clockSkew == nil
        else { return QuietUsers() }
        return await book.look(
            users,
            heartbeat,
            now: session.surroundings.now(),
            listing: session.common.json || session.console.loudness == .verbose
        )
    }

    /// The pages of those whom the run looks at, as far as they are known to tell all that is known.
    func standingPages(
        _ book: QuietBook,
        of users: [UserID],
        besides quiet: QuietUsers
    ) -> StandingPages {
        guard !hasOpenSteps else { return StandingPages() }
        let now = session.surroundings.now()
        return book.standing(of: users, besides: quiet, book.reader.heartbeat(), now: now)
    }

    /// Whether an earlier run has left steps of which the pages do not tell.
    private var hasOpenSteps: Bool {
        let leftOver = session.surroundings.vault.intentJournal().leftOver()
        return !leftOver.intents.isEmpty || leftOver.damage != nil
    }

    /// Changes with the program, its pipelines and nothing else: a new build looks at everybody once.
    var basis: String {
        var text = Version.text
        if let program = session.files.stamp("/proc/self/exe") {
            text += " \(program.size) \(program.modified)"
        }
        text += " " + session.pipelines.brokenProviders.sorted().joined(separator: " ")
        var bytes = Array(text.utf8)
        for source in session.pipelines.sources {
            bytes += Array("\n\(source.path) \(source.bytes.count)\n".utf8) + source.bytes
        }
        return CiphertextDigest.text(of: bytes)
    }

    /// Tells the network what hosts have borne, where that is not long ago.
    func recallHosts() {
        session.hosts.recall(hostNote.bearings)
    }

    /// Keeps what this run has learnt of hosts for the next one.
    func keepHosts() async {
        let learnt = session.hosts.learnt
        guard !learnt.isEmpty else { return }
        var note = hostNote
        note.add(learnt, at: session.surroundings.now())
        try? await session.surroundings.vault.keepPackNote(note.encoded(), as: HostNote.name)
    }

    private var hostNote: HostNote {
        session.surroundings.vault.packNote(HostNote.name)
            .map { HostNote(decoding: $0.bytes, now: session.surroundings.now()) } ?? HostNote()
    }

    /// Keeps what gpg opened for the next run; where that fails, the next run only takes longer.
    func closePack(keeping users: [UserID]) async {
        let vault = session.surroundings.vault
        if let counts = vault.packCounts, counts.hits + counts.misses > 0 {
            session.console.detail(
                "the pack knew \(counts.hits) of \(counts.hits + counts.misses) files"
            )
        }
        guard let refusal = await vault.closePack(keeping: users) else { return }
        session.console.detail("the pack was not kept, so the next run takes longer: \(refusal)")
    }
}
