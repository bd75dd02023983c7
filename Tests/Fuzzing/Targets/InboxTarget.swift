import Documents
import Engine
import FoundationEssentials
import Inbox
import JOSE
import LatchkeyTestSupport
import Pipeline
import Vault

/// A file in the inbox: as it is, or, after a line `sealed`, as what somebody sealed to our key.
///
/// `INVITATION` in a sealed one stands for a genuine invitation of alice for spotify.
struct InboxTarget: FuzzTarget {
    let name = "inbox"
    let corpus: [[UInt8]] = [
        Array(("sealed\n" + Self.connect).utf8), Array(("sealed\n" + Self.disconnect).utf8),
        Array("eyJhbGciOiJFQ0RILUVTIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA".utf8),
        Array("```latchkey\neyJ....\n```".utf8),
    ]
    let tokens = [
        "sealed\n", "INVITATION", #""invitation":"#, #""kind":"disconnect""#, #""proof":"AAAA""#,
        #""at":"2026-11-24T12:00:00Z""#, #""user":"bob""#, #""label":"a/b""#, "\n.", "..", "eyJ",
        #""parameters":{"host":"evil.example"}"#, #""params":{"a":"b"}"#,
    ]

    private static let redirectURI = "https://status.example/auth/spotify/callback/"

    private static let connect = """
        {"schema":"latchkey/message/1","kind":"connect","id":"0123456789abcdef","at":"\
        \(Timestamp.text(Clocks.right))","user":"alice","provider":"spotify","label":"default",\
        "code":"code-of-alice-1","redirectUri":"\(redirectURI)","verifier":"\
        \(String(repeating: "v", count: 43))","invitation":"INVITATION"}
        """

    private static let disconnect = """
        {"schema":"latchkey/message/1","kind":"disconnect","id":"0123456789abcdef","at":"\
        \(Timestamp.text(Clocks.right))","user":"alice","provider":"spotify","label":"default",\
        "invitation":"INVITATION"}
        """

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let files = InMemoryFileStore([
            "data/connections/.gpg-id": Array("test@example.org\n".utf8)
        ])
        let vault = ConnectionVault(
            directory: "data/connections",
            files: files,
            cipher: PlainCipher()
        )
        let ledger = SecretLedger()
        let content: [UInt8]
        do {
            content = try await Self.content(input, vault, ledger)
            try files.replace("data/inbox/a.jwe", with: content, mode: 0o644)
        } catch {
            throw FuzzFinding("the scene can't be set: \(error)")
        }
        let run = InboxRun(
            InboxFolder(data: "data", files: files),
            vault,
            rules: Self.rules,
            ledger: ledger,
            selection: Selection(),
            end: { _, _ in .done }
        )
        let report = await run.run()
        try FuzzFinding.unless(
            files.files["data/inbox/a.jwe"] == nil
                && report.taken.count + report.rejected.count >= 1,
            "a message was neither taken nor put aside: \(report.waiting) \(report.warnings)"
        )
        let users: [UserID]
        do { users = try vault.users() } catch { throw FuzzFinding(error.sentence) }
        try FuzzFinding.unless(
            users.allSatisfy { $0 == ProviderInputs.alice },
            "a message made a file for somebody without an invitation"
        )
        guard !users.isEmpty else { return }
        do {
            let file = try await vault.load(ProviderInputs.alice)?.file
            let connections = file?.connections ?? []
            try FuzzFinding.unless(
                connections.allSatisfy { $0.provider == "spotify" },
                "an invitation opened another provider"
            )
            try FuzzFinding.unless(
                connections.compactMap(\.pendingCode).allSatisfy {
                    $0.redirectURI == Self.redirectURI
                },
                "another redirect URI was taken"
            )
        } catch let finding as FuzzFinding {
            throw finding
        } catch {
            throw FuzzFinding("alice's file can't be opened: \(error)")
        }
    }

    private static var rules: InboxRules {
        InboxRules(
            site: "https://status.example/",
            requiresInvitation: true,
            pipelines: Dictionary(
                ProjectFiles.definitions.map { ($0.provider, $0) },
                uniquingKeysWith: { first, _ in first }
            ),
            environment: [
                "SPOTIFY_CLIENT_ID": "id", "SPOTIFY_CLIENT_SECRET": "secret",
                "SPOTIFY_REDIRECT_URI": redirectURI,
            ],
            overrides: ServerOverrides(),
            now: Clocks.right
        )
    }

    private static func content(
        _ input: [UInt8],
        _ vault: ConnectionVault,
        _ ledger: SecretLedger
    ) async throws -> [UInt8] {
        let keys = try await InboxKeyStore(vault, ledger: ledger).change(now: Clocks.right)
        let mark = Array("sealed\n".utf8)
        guard input.starts(with: mark), let signer = keys.signer, let receiver = keys.receiver
        else { return input }
        let invitation = Invitation(
            id: "invitation-of-alice",
            user: ProviderInputs.alice,
            provider: "spotify",
            issuer: "https://status.example/",
            issuedAt: Clocks.right,
            endsAt: Clocks.right.addingTimeInterval(86_400)
        )
        let text = String(decoding: input.dropFirst(mark.count), as: UTF8.self)
            .replacing("INVITATION", with: try invitation.token(signedBy: signer))
        let sealed = try TestSealer().seal(
            Array(text.utf8),
            to: receiver.point,
            id: receiver.id
        )
        return Array(sealed.utf8)
    }
}
