import ArgumentParser
import Documents
import Inbox

struct InboxAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Put a sealed message that came by mail, issue or dispatch into the inbox.",
        discussion: """
            Takes the first sealed message of a text, whatever stands around it, and opens nothing.

              latchkey inbox add message.jwe
              latchkey inbox add - < mail.txt
              latchkey inbox add --event "$GITHUB_EVENT_PATH"
            """
    )

    @OptionGroup var common: SharedOptions

    @Argument(help: "A file with the message in it; - reads standard input.")
    var file: String

    @Flag(help: "The file is an event of GitHub Actions: an issue's body, or a dispatch's payload.")
    var event = false

    func run() async throws {
        let console = Console(common)
        let files = LocalFileStore()
        guard Disk.isFolder(common.data) else {
            throw CommandFailure(
                .nothingRan,
                "there is no directory \(common.data)",
                hint: "latchkey init makes it, --data names another"
            )
        }
        let text = String(decoding: try bytes(files), as: UTF8.self)
        guard let message = try found(in: text) else {
            throw CommandFailure(
                .badInput,
                "there is no sealed message in \(file == "-" ? "standard input" : file)",
                hint:
                    "it is one long word of five parts with points between them, and begins with eyJ"
            )
        }
        do {
            let name = try InboxFolder(data: common.data, files: files).add(message)
            console.note("put \(name) into \(common.data)/inbox; latchkey inbox takes it")
        } catch {
            throw CommandFailure(.nothingRan, "\(error)")
        }
    }

    private func bytes(_ files: LocalFileStore) throws -> [UInt8] {
        if file == "-" {
            return try StandardInput.readAll(limit: ReceivedText.sizeLimit)
        }
        do {
            guard let bytes = try files.read(file, limit: ReceivedText.sizeLimit) else {
                throw CommandFailure(.badInput, "there is no file \(file)")
            }
            return bytes
        } catch let error as FileError {
            throw CommandFailure(.badInput, "\(error)")
        }
    }

    private func found(in text: String) throws -> String? {
        guard event else { return ReceivedText.message(in: text) }
        do {
            return ReceivedText.message(inEvent: try JSONValue(parsing: Array(text.utf8)))
        } catch {
            throw CommandFailure(.badInput, "\(file) is no event: \(error)")
        }
    }
}
