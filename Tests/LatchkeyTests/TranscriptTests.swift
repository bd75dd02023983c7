import FoundationEssentials
import LatchkeyTestSupport
import Testing

/// The built binary, as a user meets it. `LATCHKEY_RECORD=1` records anew, and fails the run.
@Suite("The program says and does what its transcripts show")
struct TranscriptTests {
    static let names = (try? Project.files(in: "Tests/LatchkeyTests/Transcripts", suffix: ".txt")) ?? []
    static let records = ProcessInfo.processInfo.environment["LATCHKEY_RECORD"] != nil

    @Test("there are transcripts")
    func any() { #expect(Self.names.count > 3) }

    @Test("a session goes as written", arguments: names)
    func session(name: String) async throws {
        let path = "Tests/LatchkeyTests/Transcripts/\(name)"
        let original = try Project.text(path)
        let transcript = Transcript(name: name, text: original)
        let folder = try TemporaryFolder()
        for file in transcript.files {
            let full = "\(folder.path)/\(file.name)"
            let parent = full.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
            try FileManager.default.createDirectory(
                atPath: parent, withIntermediateDirectories: true)
            try Data(file.text.utf8).write(to: URL(filePath: full))
        }
        var actual: [[String]] = []
        for step in transcript.steps {
            let result = try await Program.shell(
                step.command, in: folder.path,
                environment: ["PIPELINES": "\(Project.root)/pipelines"])
            let written = Transcript.written(result).map {
                $0.replacing(folder.path, with: "FOLDER").replacing(Project.root, with: "ROOT")
            }
            actual.append(written)
            if !Self.records {
                #expect(written == step.expected, "\(name):\(step.line): $ \(step.command)")
            }
        }
        if Self.records {
            try Data(transcript.text(with: actual, of: original).utf8)
                .write(to: URL(filePath: "\(Project.root)/\(path)"))
            Issue.record("recorded \(name) anew")
        }
    }
}
