import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Site
import Snapshot

struct SiteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site",
        abstract: "Write the static site beside the status files.",
        discussion: """
            The pages, site.json, providers.json and the headers a host should send, below \
            data/status/; only what differs is written. latchkey sync does the same, unless \
            data/site.yml says pages: false. Needs no key, touches no network.

              latchkey site
              latchkey site --check
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    @Flag(help: "Write nothing; end with 3 where something would be written.")
    var check = false

    func run() async throws {
        let status = try await Session.run(common, servers) { session in
            try session.requireData()
            var site = SiteFiles(session)
            session.printDiagnostics()
            guard !site.isBroken else {
                throw CommandFailure(
                    .badInput,
                    "\(common.data)/\(SiteSettings.fileName) has errors",
                    hint: "mend it, or remove it: without it all is as by default"
                )
            }
            guard site.settings.writesPages else {
                session.console.note("\(common.data)/site.yml says that there are no pages")
                return ExitStatus.success
            }
            for warning in site.builder.warnings { session.console.warning(warning) }
            await site.readKeys()
            let texts = site.texts()
            let result = check ? compare(texts, session) : try await write(texts, session)
            print(result, site, session)
            guard result.failures.isEmpty else { return .nothingRan }
            return check && !result.written.isEmpty ? .someFailed : .success
        }
        guard status == .success else { throw status }
    }

    private func write(
        _ texts: [String: [UInt8]],
        _ session: Session
    ) async throws -> SnapshotWriter.Result {
        let lock = try await session.lock()
        defer { lock.release() }
        return SnapshotWriter(
            directory: session.statusDirectory,
            files: session.files,
            ledger: session.surroundings.ledger
        ).write(StatusSet(texts: texts))
    }

    private func compare(
        _ texts: [String: [UInt8]],
        _ session: Session
    ) -> SnapshotWriter.Result {
        var result = SnapshotWriter.Result()
        for (path, bytes) in texts {
            let full = "\(session.statusDirectory)/\(path)"
            let old = try? session.files.read(full, limit: bytes.count)
            if old != bytes { result.written.append(path) }
        }
        result.written.sort()
        return result
    }

    private func print(
        _ result: SnapshotWriter.Result,
        _ site: SiteFiles,
        _ session: Session
    ) {
        for failure in result.failures.prefix(3) { session.console.error(failure) }
        if common.json {
            var object: JSONObject = [
                "schema": "latchkey/site-report/1", "ok": .bool(result.failures.isEmpty),
                "directory": .string(session.statusDirectory),
                "written": .array(result.written.map { .string($0) }),
                "notWritten": .array(result.failures.map { .string($0) }),
                "warnings": .array(site.builder.warnings.map { .string($0) }),
            ]
            object["url"] = site.settings.url.map { .string($0) }
            return session.console.resultBytes(JSONValue.object(object).canonicalText())
        }
        let count = ReportText.count(result.written.count, "file")
        let what = check ? "would be written" : "written"
        session.console.result("\(count) of the site \(what) in \(session.statusDirectory)")
        if site.settings.url == nil {
            session.console.hint(
                "latchkey serve shows it; data/site.yml gives it a name and an address"
            )
        }
    }
}
