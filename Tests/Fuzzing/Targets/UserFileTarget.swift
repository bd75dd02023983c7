import FoundationEssentials
import Pipeline
import Snapshot
import Vault

/// Plaintexts of connection files.
struct UserFileTarget: FuzzTarget {
    let name = "userfile"
    let corpus = (ProjectFiles.definitions.map { [$0] } + [Array(ProjectFiles.definitions)]).map {
        definitions in
        UserFileCodec.encode(
            UserFile(
                user: ProviderInputs.alice,
                connections: definitions.flatMap { pipeline in
                    [
                        Connection(
                            provider: pipeline.provider,
                            accountID: "17841400000000000001",
                            grant: ProviderInputs.grant(),
                            generation: 3,
                            parameters: ProviderInputs.parameters(for: pipeline)
                        ),
                        Connection(
                            provider: pipeline.provider,
                            label: "band",
                            pendingAuthorization: PendingAuthorization(
                                state: Secret("state-of-alice"),
                                verifier: Secret("verifier-of-alice"),
                                redirectURI: ProviderInputs.redirectURI,
                                begunAt: Clocks.right
                            ),
                            pendingCode: ProviderInputs.code(),
                            disconnectedAt: Clocks.right
                        ),
                    ]
                }
            )
        )
    }
    let tokens = [
        #""generation":9223372036854775807"#, #""version":2"#, #""label":"""#, #""grant":{}"#,
        #""issued_at":"0001-01-01T00:00:00+23:59""#, #""access_token":"""#, #""user":"../x""#,
    ]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let file: UserFile
        do { file = try UserFileCodec.decode(input) } catch { return }
        let bytes = UserFileCodec.encode(file)
        guard let again = try? UserFileCodec.decode(bytes) else {
            throw FuzzFinding("what was read and written can't be read again")
        }
        try FuzzFinding.unless(UserFileCodec.encode(again) == bytes, "writing is no fixed point")
        // A file tells times to the second and in years 1 to 9999.
        try FuzzFinding.unless(
            (try? UserFileCodec.decode(UserFileCodec.encode(again))) == again,
            "a file reads back as another one"
        )
        for connection in file.connections.prefix(3) {
            let pipeline = ProjectFiles.definitions.first { $0.provider == connection.provider }
            try PlannedConnections.plan(connection, pipeline, recordedAt: Clocks.right)
        }
        let stage = Stage(ProjectFiles.definitions)
        try await stage.enroll(plaintext: input)
        _ = try await stage.run(memory: stage.reader.memory())
    }
}
