import Documents
import Engine
import FoundationEssentials
import Site
import Snapshot
import Vault

/// What a run tells the world: status files, events, and the sealed pages of private people.
struct Publication {
    let session: Session
    let reader: SnapshotReader
    let writer: SnapshotWriter
    let ahead: PagesAhead
    let people: PrivatePeople
    /// What was known before the run.
    let memory: RunMemory
    /// Those whom the run did not look at: their pages stand.
    let quiet: QuietUsers
    let events: EventLog
    /// What earlier runs told of states, as it was read while this one went on.
    let history: EventHistory?

    /// Builds the pages of a run; nothing is written yet.
    func pages(of report: RunReport, site: SiteFiles) -> Pages {
        let builder = SnapshotBuilder(
            pipelines: session.pipelines.definitions,
            loginURLs: session.loginURLs(),
            version: Version.text,
            drawsBadges: site.settings.drawsBadges
        )
        var pages = Pages(open: builder.build(open(report), over: open(memory)))
        pages.open.obsolete.formUnion(reader.uncovered(people))
        pages.open.texts.merge(site.texts()) { status, _ in status }
        pages.records = pages.open.records
        guard !people.isEmpty else { return pages }
        let hidden = builder.build(
            report.keeping(people.isPrivate),
            over: memory.keeping(people.isPrivate)
        )
        pages.records += hidden.records
        pages.sealed = people.pages(of: hidden)
        return pages
    }

    /// Writes the pages, in an order that a crash may cut off anywhere.
    ///
    /// The events come before the status files, which are the memory: what a crash keeps from those is
    /// found anew by the next run, and not told twice. A person's open page goes only once there is a
    /// sealed one, so those come first.
    func write(_ pages: Pages, of report: RunReport) -> Outcome {
        let (events, outdated) = sideBySide {
            quiet.isEverybody ? EventLog.Result() : record(pages.open, report)
        } _: {
            quiet.isEverybody ? [] : reader.outdated(beside: pages.open, users: report.users)
        }
        let sealing = writer.write(sealed: pages.sealed)
        var open = pages.open
        open.obsolete.formUnion(outdated)
        if !sealing.failures.isEmpty { open.obsolete.subtract(reader.uncovered(people)) }
        var writing = writer.write(open, ahead: ahead)
        writing.take(sealing)
        return Outcome(
            writing: writing,
            events: events,
            untold: writing.untold(of: report.users).union(people.untold(after: sealing))
        )
    }

    private func record(_ set: StatusSet, _ report: RunReport) -> EventLog.Result {
        events.record(set, open(report), over: open(memory), after: history)
    }

    /// What everybody may read of a run; as it is, where nobody is private.
    private func open(_ report: RunReport) -> RunReport {
        people.isEmpty ? report : report.keeping { !people.isPrivate($0) }
    }

    private func open(_ memory: RunMemory) -> RunMemory {
        people.isEmpty ? memory : memory.keeping { !people.isPrivate($0) }
    }
}
