import ArgumentParser
import Documents
import Glibc
import Site

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Show the site on this machine, with the headers a good host sends.",
        discussion: """
            Reads the files of data/status/ as they are, and writes nothing. Listens on 127.0.0.1 \
            alone. Ctrl-C ends it.

              latchkey serve
              latchkey serve --port 8080
            """
    )

    @OptionGroup var common: SharedOptions

    @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "number"))
    var port: UInt16 = 4173

    func run() async throws {
        let console = Console(common)
        let files = LocalFileStore()
        let directory = "\(common.data)/status"
        guard (try? files.read("\(directory)/index.html", limit: 1 << 20)) != nil else {
            throw CommandFailure(
                .nothingRan,
                "there is no \(directory)/index.html",
                hint: "latchkey site writes the pages, latchkey sync all that they show"
            )
        }
        let settings = SiteSettings.load(data: common.data, files: files).settings
        let server = SiteServer(
            SitePreview(directory: directory, files: files, headers: SiteHeaders(settings))
        )
        let (ends, end) = AsyncStream<Void>.makeStream()
        let watch = SignalWatch(first: { _ in end.finish() }, second: { _exit(128 + $0) })
        defer { withExtendedLifetime(watch) {} }
        let isJSON = common.json
        do {
            try await server.run(port: port) { port in
                let url = "http://127.0.0.1:\(port)/"
                if isJSON {
                    let line = JSONValue.object(["schema": "latchkey/serve/1", "url": .string(url)])
                    console.resultBytes(line.canonicalLine() + [UInt8(ascii: "\n")])
                } else {
                    console.result(url)
                }
            } until: {
                for await _ in ends {}
            }
        } catch {
            throw CommandFailure(
                .nothingRan,
                "can't listen at 127.0.0.1:\(port): \(error)",
                hint: "--port names another, --port 0 takes any that is free"
            )
        }
    }
}
