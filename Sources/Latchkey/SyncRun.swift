import Documents
import Engine
import FoundationEssentials
import Inbox
import Pipeline
import Site
import Snapshot
import Vault

/// The main job, from memory to exit status.
struct SyncRun {
    let session: Session
    /// Held for the whole run: two runs would spend the same one-time tokens.
    let lock: DataLock
    var scope = SyncScope.everything

    /// - Parameters:
    ///   - only: What `--only` names; empty means everything.
    ///   - everything: True to read data that is not due.
    ///   - spendsOlder: True to spend what older files hold.
    ///   - width: Users worked on at the same time.
    ///   - deadline: No new step starts after it.
    ///   - mostCalls: Calls it may make in all.
    /// - Throws: `CommandFailure` for bad input, `VaultError` where nothing can run.
    /// - Returns: How the program exits.
    func run(
        only: [String],
        everything: Bool,
        spendsOlder: Bool = false,
        width: Int,
        deadline: Span?,
        mostCalls: Int? = nil
    ) async throws -> ExitStatus {
        let console = session.console
        var selection = try session.selection(only)
        let now = session.surroundings.now
        let control = RunControl(deadline: deadline.map { $0.adding(to: now()) }, now: now)
        session.signals.run(control)
        session.printDiagnostics()
        var site = SiteFiles(session)
        let leftovers = removeLeftovers()
        async let statusLeftovers = removeStatusLeftovers()
        let opening = InboxOpening(session: session, site: site.settings)
        if scope == .inbox, opening.isEmpty { return end(InboxReport()) }
        var circle = try await PrivateCircle(session, making: true)
        let inbox = await opening.open(selection, circle.people)
        if scope == .inbox {
            guard let touched = Selection(inbox.touched) else { return end(circle.named(inbox)) }
            selection = touched
        }
        let reader = SnapshotReader(directory: session.statusDirectory, files: session.files)
        let vault = session.surroundings.vault
        let users = try vault.users()
        let packWarning = await vault.openPack(users: users.count)
        tellRemoved(leftovers + (await statusLeftovers))
        recallHosts()
        let book = try quietBook(reader, site)
        let quiet = await quietUsers(
            book,
            of: users,
            selection,
            isUsual: !everything && !spendsOlder && inbox.lapsed.isEmpty
        )
        let standing = standingPages(book, of: users, besides: quiet)
        let memory = reader.memory(of: circle.people, besides: quiet, knowing: standing)
        let writer = SnapshotWriter(
            directory: session.statusDirectory,
            files: session.files,
            ledger: session.surroundings.ledger
        )
        var surroundings = session.surroundings
        surroundings.keepLimits = { _ = writer.keep($0) }
        let events = EventLog(
            directory: "\(session.common.data)/history",
            files: session.files,
            ledger: session.surroundings.ledger
        )
        // While the run waits for its providers; a merge on the way to a push may change it until its end.
        async let history = quiet.isEverybody ? nil : events.history()
        let answers = AnswerShelf(vault, basis: basis)
        surroundings.answers = answers
        let ahead = pagesAhead(writer, standing, circle.people, site.settings.drawsBadges)
        surroundings.foretell = ahead.prepare
        var run = PipelineRun(
            surroundings,
            pipelines: session.pipelines.definitions,
            brokenProviders: session.pipelines.brokenProviders,
            control: control,
            width: width
        ) { phase, done, total in
            console.progress(phase.rawValue, done, total)
        }
        run.lapsed = inbox.lapsed
        if session.pipelines.definitions.isEmpty, session.pipelines.diagnostics.isEmpty {
            throw CommandFailure(
                .nothingRan,
                "there are no pipeline files in \(session.common.pipelines)",
                hint: "--pipelines names another folder"
            )
        }
        console.detail("keys: \(session.keys.settings.home ?? "gpg's own home")")
        var report = try await run.run(
            selection,
            memory: memory,
            everything: everything,
            spendsOlder: spendsOlder,
            mostCalls: mostCalls,
            over: users,
            passingOver: quiet,
            steady: spendsOlder ? [] : standing.steady
        )
        console.endProgress()
        if report.users.isEmpty {
            console.note("nobody is enrolled in \(session.common.data)/connections yet")
            console.hint("latchkey connect PROVIDER --user NAME enrols the first person")
        }
        if !selection.isEverything, report.entries.isEmpty, report.closedFiles.isEmpty {
            throw CommandFailure(
                .badInput,
                "--only \(only.joined(separator: " --only ")) matches no connection",
                hint: "latchkey list names them all"
            )
        }
        try await circle.include(report)
        if console.loudness == .verbose {
            for entry in circle.named(report).entries { console.detail(Self.detail(entry)) }
        }
        report.diagnostics = session.pipelines.diagnostics + report.diagnostics
        await site.readKeys()
        let publication = Publication(
            session: session,
            reader: reader,
            writer: writer,
            ahead: ahead,
            people: circle.people,
            memory: memory,
            quiet: quiet,
            events: events,
            history: await history
        )
        let pages = publication.pages(of: report, site: site)
        report.deadlines = deadlines(pages.records, report)
        report.warnings += circle.warnings + [packWarning].compactMap(\.self)
        if let outage = memory.runs.outage(at: report.startedAt) {
            report.warnings.append(outage.sentence)
        }
        let outcome = publication.write(pages, of: report)
        report.warnings += outcome.warnings
        // What was spent is told only by files that are written: until then the intents stay.
        run.settle(report, but: outcome.untold)
        // Whoever is passed over is told nothing: an event that is missing yet would be missing for good.
        if outcome.events.failures.isEmpty { await book.keep(report, outcome.writing) }
        let enrolled = report.users.compactMap { UserID($0) }
        await answers.close(keeping: enrolled)
        await keepHosts()
        await closePack(keeping: enrolled)
        tell(circle.named(report), outcome, circle.named(inbox))
        let status = ExitStatus(report, outcome)
        UntilExit.keep(memory, report, pages, outcome, ahead, vault, session.surroundings.ledger)
        return status == .success && site.isBroken ? .someFailed : status
    }

    /// Who has to act by when, the most pressing first; of a run over a part, in that part only.
    private func deadlines(_ records: [ConnectionRecord], _ report: RunReport) -> [Deadline] {
        let touched = report.isPartial ? Set(report.entries.map(\.record.key)) : []
        let isDue = records.parallelMap {
            $0.deadline != nil && (!report.isPartial || touched.contains($0.key))
        }
        return zip(records, isDue).filter(\.1).map(\.0)
            .mostUrgentFirst(at: report.endedAt)
            .compactMap(\.deadline)
    }

    /// People's pages, built while others are still being read; never one that only a link may show.
    private func pagesAhead(
        _ writer: SnapshotWriter,
        _ standing: StandingPages,
        _ people: PrivatePeople,
        _ drawsBadges: Bool
    ) -> PagesAhead {
        let pipelines = session.pipelines.definitions
        let names = drawsBadges ? BadgeNames(pipelines) : nil
        return PagesAhead(writer, standing: standing, badgeNames: names) { user, record in
            !people.isPrivate(user.text) && pipelines[record.key.provider]?.isPrivate != true
        }
    }
}
