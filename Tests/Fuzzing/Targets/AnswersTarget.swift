import Documents
import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Snapshot
import Synchronization
import Transport
import Vault

/// A whole run against a provider that answers anything, for every pipeline we ship.
struct AnswersTarget: FuzzTarget {
    let name = "answers"
    let corpus = ProjectFiles.definitions.flatMap { pipeline in
        let whole = String(
            decoding: ProviderInputs.answer(for: pipeline).compactText(),
            as: UTF8.self
        )
        return ["exchange", "refresh"].flatMap { kind in
            (["200\nLink: <?page=2>; rel=\"next\"\n\n\(whole)"] + odd
                + odd.map { "200\n\n\(whole)\n--\n\($0)" })
                .map { Array("\(pipeline.provider) \(kind)\n\($0)".utf8) }
        }
    }
    let tokens = [
        "\n--\n", "200\n", "204\n\n", "401\n", "429\nRetry-After: 999999999999\n\n", "503\n\n",
        "exchange", "refresh", #"{"error":"invalid_grant"}"#, #""expires_in":"#,
        "Link: <https://a.example/?page=2>; rel=\"next\"\n",
        "Date: Sun, 06 Nov 1994 08:49:37 GMT\n",
        "X-App-Usage: {\"call_count\":100}\n", "access-token-of-alice-2",
        "refresh-token-of-alice-1", "access_token=a&b=c", "Content-Type: text/plain\n",
    ]

    private static let odd = [
        #"400\#n\#n{"error":"invalid_grant","error_description":"gone"}"#,
        #"400\#n\#n{"error":{"message":"x","type":"OAuthException","code":190,"error_subcode":459}}"#,
        "429\nRetry-After: 120\nX-RateLimit-Reset: 1795514500\nX-RateLimit-Remaining: 0\n\n{}",
        "503\nContent-Type: text/html\n\n<html></html>", "200\n\n", "401\n\n{}",
        "200\nContent-Type: application/x-www-form-urlencoded\n\naccess_token=abcdefgh12&expires=0",
    ]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let script = AnswerScript(input)
        let pipeline =
            ProjectFiles.definitions.first { $0.provider == script.provider }
            ?? ProjectFiles.definitions.first
        guard let pipeline, !script.answers.isEmpty else { return }
        let codes = Mutex(0)
        let turn = Mutex(0)
        let transport = ScriptedTransport { request in
            if request.carries("code-of-alice") { codes.withLock { $0 += 1 } }
            let place = turn.withLock { turn in
                turn += 1
                return turn - 1
            }
            return .success(script.answers[place % script.answers.count])
        }
        let stage = Stage([pipeline], transport: transport)
        try await stage.enroll(plaintext: UserFileCodec.encode(Self.file(pipeline, script)))
        let first = try await stage.run(memory: RunMemory())
        try await Self.expectKept(stage, script)
        stage.clock.now = Clocks.right.addingTimeInterval(2 * 3600)
        _ = try await stage.run(memory: stage.reader.memory())
        try await Self.expectKept(stage, script)
        // A code that was refused before it was looked at is as good as it was.
        let wasUnseen = first.entries.contains {
            $0.failure?.failure == .rateLimited || $0.failure?.failure == .app
        }
        try FuzzFinding.unless(
            wasUnseen || codes.withLock { $0 } <= 1,
            "a code was sent \(codes.withLock { $0 }) times"
        )
    }

    private static func file(
        _ pipeline: PipelineDefinition,
        _ script: AnswerScript
    ) -> UserFile {
        let connection = Connection(
            provider: pipeline.provider,
            grant: script.exchanges ? nil : ProviderInputs.grant(),
            pendingCode: script.exchanges ? ProviderInputs.code() : nil,
            generation: 1,
            parameters: ProviderInputs.parameters(for: pipeline)
        )
        return UserFile(user: ProviderInputs.alice, connections: [connection])
    }

    /// Whatever was answered, the file opens, and what was full is not empty.
    private static func expectKept(
        _ stage: Stage,
        _ script: AnswerScript
    ) async throws(FuzzFinding) {
        let connection: Connection?
        do {
            connection = try await stage.vault.load(ProviderInputs.alice)?.file.connections.first
        } catch {
            throw FuzzFinding("the connection file can't be opened: \(error.sentence)")
        }
        guard let connection else { throw FuzzFinding("the connection is gone") }
        guard let grant = connection.grant else {
            try FuzzFinding.unless(script.exchanges, "the grant is gone")
            return
        }
        try FuzzFinding.unless(
            grant.accessToken?.isEmpty != true && grant.refreshToken?.isEmpty != true
                && (script.exchanges || grant.refreshToken != nil),
            "an empty token replaced a full one"
        )
    }
}

extension HTTPRequest {
    fileprivate func carries(_ text: String) -> Bool {
        url.contains(text) || String(decoding: body ?? [], as: UTF8.self).contains(text)
    }
}
