import Engine
import FoundationEssentials
import Pipeline
import Vault

/// Callbacks as a person pastes them or a browser brings them.
struct CallbackTarget: FuzzTarget {
    let name = "callback"
    let corpus = [
        "\(ProviderInputs.redirectURI)?code=abc&state=state-of-alice",
        "\(ProviderInputs.redirectURI)?code=abc%20d&state=state-of-alice#_",
        "\(ProviderInputs.redirectURI)?error=access_denied&error_reason=user&state=state-of-alice",
        "code=abc&state=state-of-alice", "?auth_code=abc#_&state=state-of-alice&realmId=1", "abc",
        "  abc#_\n", "\(ProviderInputs.redirectURI)/?state=state-of-alice&state=b&code=&code=1",
    ].map { Array($0.utf8) }
    let tokens = [
        "code=", "state=", "state-of-alice", "&", "?", "#", "#_", "error=", "%73tate=", "code_=",
        ProviderInputs.redirectURI,
    ]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let text = String(decoding: input, as: UTF8.self)
        for pipeline in ProjectFiles.definitions {
            let key = ConnectionKey(
                user: ProviderInputs.alice,
                provider: pipeline.provider,
                label: "default"
            )
            try accept(text, key, pipeline)
        }
    }

    private func accept(
        _ text: String,
        _ key: ConnectionKey,
        _ pipeline: PipelineDefinition
    ) throws(FuzzFinding) {
        let empty = UserFile(user: ProviderInputs.alice)
        let begun = Enrollment.begin(
            PendingAuthorization(
                state: Secret("state-of-alice"),
                verifier: nil,
                redirectURI: ProviderInputs.redirectURI,
                begunAt: Clocks.right
            ),
            key,
            in: empty
        )
        let isBare =
            (try? Callback(text, pipeline, redirectURI: ProviderInputs.redirectURI))?.isBare
        for file in [begun, empty] {
            do {
                let after = try Enrollment.accept(
                    text,
                    key,
                    pipeline,
                    in: file,
                    redirectURI: ProviderInputs.redirectURI,
                    parameters: [:],
                    now: Clocks.right
                )
                try Self.expect(after, isBare: isBare, wasBegun: !file.connections.isEmpty, text)
            } catch let finding as FuzzFinding {
                throw finding
            } catch {
                continue
            }
        }
    }

    private static func expect(
        _ file: UserFile,
        isBare: Bool?,
        wasBegun: Bool,
        _ text: String
    ) throws(FuzzFinding) {
        let connection = file.connections.first
        try FuzzFinding.unless(
            connection?.pendingCode != nil && connection?.pendingAuthorization == nil,
            "an accepted callback left no code"
        )
        try FuzzFinding.unless(isBare != nil, "a callback was accepted that has no code")
        guard isBare == false else { return }
        try FuzzFinding.unless(wasBegun, "a callback was accepted that nobody asked for")
        // Percent-encoded it would be as good, and is as rare.
        try FuzzFinding.unless(
            text.contains("state-of-alice") || text.contains("%"),
            "a callback was accepted without its state"
        )
        try FuzzFinding.unless(
            (try? UserFileCodec.decode(UserFileCodec.encode(file)))?.connections.count == 1,
            "an accepted callback can't be saved"
        )
    }
}
