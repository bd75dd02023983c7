import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Vault

struct RescueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rescue",
        abstract: "Bring back connection files that a run printed because it could not push them.",
        discussion: """
            Takes a file with the message, or a whole log with timestamps before each line. Each \
            file is merged by generation with what is here: nothing newer is overwritten.

              latchkey rescue job.log
              latchkey rescue - < job.log
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    @Argument(help: "A file with the message in it; - reads standard input.")
    var file: String

    func run() async throws {
        let status = try await Session.run(common, servers) { session in
            let lock = try await session.lock()
            defer { lock.release() }
            let found = ArmorReader(String(decoding: try text(session), as: UTF8.self)).messages
            guard !found.isEmpty else {
                throw CommandFailure(
                    .badInput,
                    "\(file == "-" ? "standard input" : file) holds no OpenPGP message",
                    hint: "it begins with -----BEGIN PGP MESSAGE-----; a job's whole log will do"
                )
            }
            var isWhole = true
            var rescued: [RescuedFile] = []
            // A log may hold the message of an earlier try too, and one that was cut.
            for message in found {
                do {
                    let source = file == "-" ? "the message" : "the message in \(file)"
                    rescued += try await session.surroundings.vault.rescue(
                        try message.get(),
                        from: source
                    )
                } catch let fault as ArmorReader.Fault {
                    isWhole = false
                    session.console.error("\(file):\(fault.line): \(fault.reason)")
                } catch let error as VaultError {
                    isWhole = false
                    session.console.error(error.sentence)
                }
            }
            for file in rescued {
                if case .failed = file.outcome { isWhole = false }
            }
            show(rescued, session.console)
            return isWhole ? ExitStatus.success : .someFailed
        }
        guard status == .success else { throw status }
    }

    private func text(_ session: Session) throws -> [UInt8] {
        let limit = 256 << 20
        if file == "-" { return try StandardInput.readAll(limit: limit) }
        do {
            guard let bytes = try session.files.read(file, limit: limit) else {
                throw CommandFailure(
                    .badInput,
                    "there is no file \(file)",
                    hint: "save the job's log in one, or pipe it in and say -"
                )
            }
            return bytes
        } catch let error as FileError {
            throw CommandFailure(.badInput, "\(error)")
        }
    }

    private func show(_ rescued: [RescuedFile], _ console: Console) {
        var entries: [JSONValue] = []
        for file in rescued {
            let (word, sentence): (String, String) =
                switch file.outcome {
                case .restored: ("restored", "restored")
                case .merged: ("merged", "what is newer in the message was taken in")
                case .known: ("known", "what is here is as new: nothing was changed")
                case .failed(let error): ("failed", error.sentence)
                }
            entries.append(["user": .string(file.user.text), "outcome": .string(word)])
            for note in file.notes { console.detail("\(file.user)/\(note.sentence)") }
            if case .failed = file.outcome {
                console.error("\(file.user): \(sentence)")
            } else if !common.json {
                console.result("\(file.user): \(sentence)")
            }
        }
        if common.json {
            let document: JSONValue = .object([
                "schema": "latchkey/rescued/1", "files": .array(entries),
            ])
            console.resultBytes(document.canonicalText())
        }
    }
}
