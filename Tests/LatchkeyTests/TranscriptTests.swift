import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing

/// The built binary, as a user meets it.
///
/// `LATCHKEY_RECORD=1` records anew, and fails the run.
@Suite("The program says and does what its transcripts show")
struct TranscriptTests {
    static let folder = "Tests/LatchkeyTests/Transcripts"
    static let names = (try? Project.files(in: folder, suffix: ".txt")) ?? []
    static let records = ProcessInfo.processInfo.environment["LATCHKEY_RECORD"] != nil

    @Test("there are transcripts")
    func any() { #expect(Self.names.count > 3) }

    @Test("a session goes as written", arguments: names)
    func session(name: String) async throws {
        let original = try Project.text("\(Self.folder)/\(name)")
        let transcript = Transcript(name: name, text: original)
        let folder = try TemporaryFolder()
        for file in transcript.files {
            try LocalFileStore().replace(
                "\(folder.path)/\(file.name)",
                with: Array(file.text.utf8),
                mode: 0o644
            )
        }
        // The same seed, the same sandbox: ids and names repeat from run to run.
        guard original.contains("$SANDBOX") || original.contains("$SERVERS") else {
            return try await play(transcript, of: original, in: folder, sandbox: nil)
        }
        try await SandboxServer.serving { sandbox in
            try await play(transcript, of: original, in: folder, sandbox: sandbox)
        }
    }

    private func play(
        _ transcript: Transcript,
        of original: String,
        in folder: TemporaryFolder,
        sandbox: SandboxServer?
    ) async throws {
        var environment = sandbox == nil ? [:] : Workplace.credentials
        environment["PIPELINES"] = "\(Project.root)/pipelines"
        environment["SANDBOX"] = sandbox?.url
        environment["SERVERS"] = sandbox?.realProviders.joined(separator: " ")
        environment["GNUPGHOME"] = original.contains("$GNUPGHOME") ? "\(folder.path)/gnupg" : nil
        let placeholders = Placeholders(
            names: [(folder.path, "FOLDER"), (Project.root, "ROOT")]
                + (sandbox.map { [($0.url, "SANDBOX")] } ?? [])
        )
        var actual: [[String]] = []
        for step in transcript.steps {
            let result = try await Program.shell(
                step.command,
                in: folder.path,
                environment: environment
            )
            let written = Transcript.written(result).map(placeholders.applied)
            actual.append(written)
            if !Self.records {
                #expect(
                    written == step.expected,
                    "\(transcript.name):\(step.line): $ \(step.command)"
                )
            }
        }
        _ = try? Subprogram.run(
            "gpgconf",
            ["--homedir", "\(folder.path)/home/gnupg", "--kill", "all"]
        )
        if Self.records {
            try LocalFileStore().replace(
                "\(Project.root)/\(Self.folder)/\(transcript.name)",
                with: Array(transcript.text(with: actual, of: original).utf8),
                mode: 0o644
            )
            Issue.record("recorded \(transcript.name) anew")
        }
    }
}
