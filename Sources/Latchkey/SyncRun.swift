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
        removeLeftovers()
        let inbox = await InboxOpening(session: session, site: site.settings).open(selection)
        if scope == .inbox {
            guard let touched = Selection(inbox.touched) else {
                let told =
                    inbox.isEmpty
                    ? inbox : try await PrivateCircle(session, making: false).named(inbox)
                return end(told)
            }
            selection = touched
        }
        let reader = SnapshotReader(directory: session.statusDirectory, files: session.files)
        var circle = try await PrivateCircle(session, making: true)
        let vault = session.surroundings.vault
        await vault.openPack(users: try vault.users().count)
        let book = try quietBook(reader, site)
        let quiet = try await quietUsers(
            book,
            selection,
            isUsual: !everything && !spendsOlder && inbox.lapsed.isEmpty
        )
        let memory = reader.memory(of: circle.people, besides: quiet)
        let writer = SnapshotWriter(
            directory: session.statusDirectory,
            files: session.files,
            ledger: session.surroundings.ledger
        )
        var surroundings = session.surroundings
        surroundings.keepLimits = { _ = writer.keep($0) }
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
            passingOver: quiet
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
        let people = circle.people
        for entry in circle.named(report).entries { console.detail(Self.detail(entry)) }
        report.diagnostics = session.pipelines.diagnostics + report.diagnostics
        let builder = SnapshotBuilder(
            pipelines: session.pipelines.definitions,
            loginURLs: session.loginURLs(),
            version: Version.text,
            drawsBadges: site.settings.drawsBadges
        )
        let isOpen = { (user: String) in !people.isPrivate(user) }
        let (openReport, openMemory) = (report.keeping(isOpen), memory.keeping(isOpen))
        var set = builder.build(openReport, over: openMemory)
        if !quiet.isEverybody {
            set.obsolete.formUnion(reader.outdated(beside: set, users: report.users))
        }
        set.obsolete.formUnion(reader.uncovered(people))
        await site.readKeys()
        set.texts.merge(site.texts()) { status, _ in status }
        var records = set.records
        var pages: [String: SealedPage] = [:]
        if !people.isEmpty {
            let sealed = builder.build(
                report.keeping(people.isPrivate),
                over: memory.keeping(people.isPrivate)
            )
            records += sealed.records
            pages = people.pages(of: sealed)
        }
        report.deadlines = deadlines(records, report)
        report.warnings += circle.warnings
        if let outage = memory.runs.outage(at: report.startedAt) {
            report.warnings.append(outage.sentence)
        }
        // Before the status files, which are the memory: what a crash keeps from them is found anew
        // by the next run, and not told twice.
        let history =
            quiet.isEverybody
            ? EventLog.Result()
            : EventLog(
                directory: "\(session.common.data)/history",
                files: session.files,
                ledger: session.surroundings.ledger
            ).record(set, openReport, over: openMemory)
        report.warnings += history.warnings
        // The sealed pages first: an open one goes only once its person has another.
        let sealing = writer.write(sealed: pages)
        if !sealing.failures.isEmpty { set.obsolete.subtract(reader.uncovered(people)) }
        var writing = writer.write(set)
        writing.take(sealing)
        report.warnings += writing.warnings
        // What was spent is told only by files that are written: until then the intents stay.
        run.settle(
            report,
            but: writing.untold(of: report.users).union(people.untold(after: sealing))
        )
        await book.keep(report, writing)
        await closePack()
        print(circle.named(report), writing, history, circle.named(inbox))
        let status = status(report, writing, history)
        return status == .success && site.isBroken ? .someFailed : status
    }

    /// The end of a run that the inbox gave nothing to do.
    private func end(_ inbox: InboxReport) -> ExitStatus {
        let console = session.console
        let text = InboxText(
            report: inbox,
            rejectedPath: "\(session.common.data)/inbox/rejected"
        )
        text.say(console)
        if session.common.json {
            console.resultBytes(
                JSONValue.object([
                    "ok": true, "schema": "latchkey/report/1", "connections": [],
                    "inbox": text.document(),
                ]).canonicalText()
            )
        } else if inbox.isEmpty {
            console.note("the inbox is empty")
        }
        return .success
    }

    /// Who has to act by when, the most pressing first; of a run over a part, in that part only.
    private func deadlines(_ records: [ConnectionRecord], _ report: RunReport) -> [Deadline] {
        let touched = Set(report.entries.map(\.record.key))
        return records.filter { !report.isPartial || touched.contains($0.key) }
            .sorted { ConnectionRecord.isMoreUrgent($0, $1, at: report.endedAt) }
            .compactMap(\.deadline)
    }

    /// One connection's part, for `--verbose`.
    private static func detail(_ entry: RunReport.Entry) -> String {
        var did: [String] = []
        if entry.didExchange { did.append("exchanged") }
        if entry.didRefresh { did.append("refreshed") }
        if entry.didRead { did.append("read") }
        if did.isEmpty { did.append("nothing done") }
        return "\(entry.record.key): \(did.joined(separator: ", ")), \(entry.record.state.rawValue)"
    }

    private func print(
        _ report: RunReport,
        _ writing: SnapshotWriter.Result,
        _ history: EventLog.Result,
        _ inbox: InboxReport
    ) {
        let console = session.console
        InboxText(report: inbox, rejectedPath: "\(session.common.data)/inbox/rejected")
            .say(console)
        let lines = ReportText(
            report: report,
            writing: writing,
            coloured: console.coloursErrors
        ).lines()
        for warning in report.warnings { console.warning(warning) }
        let renderer = DiagnosticRenderer(
            sources: session.pipelines.sources,
            isColoured: console.coloursErrors
        )
        for diagnostic in report.diagnostics.dropFirst(session.pipelines.diagnostics.count) {
            console.plain(renderer.render(diagnostic))
        }
        // A disk that is full says so for every file: three will do.
        let refused = writing.failures + history.failures
        for failure in refused.prefix(3) { console.error(failure) }
        if case let more = refused.count - 3, more > 0 {
            console.error("\(more) more files could not be written")
        }
        if let actions = session.actions {
            for line in actions.annotations(report) { console.plain(line) }
            actions.summarise(report, lines.last ?? "")
        }
        if session.common.json {
            console.resultBytes(
                ReportJSON.document(report, writing, history, inbox).canonicalText()
            )
        } else if console.loudness != .quiet {
            let plain = ReportText(
                report: report,
                writing: writing,
                coloured: console.coloursOutput
            ).lines()
            for line in plain { console.result(line) }
        }
    }

    private func status(
        _ report: RunReport,
        _ writing: SnapshotWriter.Result,
        _ history: EventLog.Result
    ) -> ExitStatus {
        if let status = ExitStatus(report.stopped) { return status }
        let locked = report.closedFiles.filter { $0.state == .locked }
        if !report.closedFiles.isEmpty, report.entries.isEmpty {
            return locked.isEmpty ? .someFailed : .locked
        }
        let pipelineErrors = report.diagnostics.contains { $0.severity == .error }
        let failures = report.entries.contains { entry in
            entry.failure.map { $0.reason != .notReached }
                ?? (entry.record.reason == .pipelineMissing
                    || entry.record.reason == .pipelineInvalid)
        }
        let unsaved = report.entries.compactMap(\.failure).filter { $0.reason == .notSaved }
        let nothingDone = !report.entries.contains { $0.didExchange || $0.didRefresh || $0.didRead }
        let refused = writing.failures + history.failures
        let nothingWon = !report.entries.contains { $0.didExchange || $0.didRefresh }
        let nothingKept = nothingWon && writing.writtenBytes == 0 && !refused.isEmpty
        if !unsaved.isEmpty && nothingDone || nothingKept { return .nothingRan }
        let isWell = !failures && report.closedFiles.isEmpty && refused.isEmpty
        return isWell && !pipelineErrors ? .success : .someFailed
    }
}
