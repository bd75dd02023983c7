import ArgumentParser
import Documents
import Glibc

struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Pick values out of a JSON document with JSONPath (RFC 9535).",
        discussion: """
            Prints the nodelist as a JSON array; numbers keep their exact text.

              latchkey query '$.data[0].user_id' answer.json
              curl … | latchkey query '$.items[?@.public].name'
            """
    )

    @OptionGroup var common: SharedOptions

    @Argument(help: "A JSONPath query.")
    var path: String

    @Argument(help: "A file; standard input when none is named.")
    var file: String?

    /// The largest document read, in bytes.
    static let limit = 256 << 20

    func run() async throws {
        let console = Console(common)
        let query: JSONPath
        do {
            query = try JSONPath(path)
        } catch {
            console.plain("latchkey: error: \(error.description)")
            console.plain("  \(path.replacing("\n", with: " "))")
            console.plain("  " + String(repeating: " ", count: max(0, error.offset)) + "^")
            throw ExitStatus.badInput
        }
        let name = file ?? "standard input"
        let bytes = try read()
        let document: JSONValue
        do {
            document = try JSONValue(parsing: bytes)
        } catch {
            throw CommandFailure(.badInput, "\(name):\(error.description)")
        }
        console.resultBytes(
            JSONValue.array(query.select(from: document)).compactText() + [UInt8(ascii: "\n")]
        )
    }

    private func read() throws -> [UInt8] {
        guard let file else { return try StandardInput.readAll(limit: Self.limit) }
        do {
            guard let bytes = try LocalFileStore().read(file, limit: Self.limit) else {
                throw CommandFailure(.badInput, "there is no file \(file)")
            }
            return bytes
        } catch let error as FileError {
            throw CommandFailure(.badInput, error.description)
        }
    }
}
