import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Vault

struct RekeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rekey",
        abstract: "Encrypt every file to the current recipients, and prove each.",
        discussion: """
            Edit data/connections/.gpg-id first. Each new file is proved to decrypt before it \
            replaces the old one. Lists the grants that a removed recipient could have read: those \
            people should connect again, because git keeps the old files.

              latchkey rekey
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    func run() async throws {
        let status = try await Session.run(common, servers) { session in
            let lock = try await session.lock()
            defer { lock.release() }
            let report = try await session.surroundings.vault.rekey(now: session.surroundings.now())
            // Links stay as they are: the key behind them is only encrypted anew.
            try await session.surroundings.vault.resealPageKey()
            let text = RekeyText(report: report)
            if common.json {
                session.console.resultBytes(text.document().canonicalText())
            } else {
                for line in text.lines() { session.console.result(line) }
            }
            let failures =
                report.files.compactMap(\.failure)
                + report.documents.compactMap(\.failure)
            for failure in failures {
                session.console.error(failure.sentence)
            }
            return report.isComplete ? ExitStatus.success : .someFailed
        }
        guard status == .success else { throw status }
    }
}
