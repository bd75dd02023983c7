import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Inbox
import JOSE
import Pipeline
import Vault

struct InboxKeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Show the public keys of invitations and messages; make or replace them.",
        discussion: """
            The private halves are in data/connections/.inbox-keys.gpg, encrypted like the connections.

              latchkey inbox keys
              latchkey inbox keys --rotate
              latchkey inbox keys --rotate --grace 0
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    @Flag(help: "Put fresh keys in the place of those in use.")
    var rotate = false

    @Option(
        help: ArgumentHelp(
            "How long the replaced keys still count, 30d unless given; with 0 every invitation and message under way is void.",
            valueName: "duration"
        )
    )
    var grace: Waiting?

    func run() async throws {
        try await Session.run(common, servers) { session in
            let now = session.surroundings.now()
            let store = InboxKeyStore(
                session.surroundings.vault,
                ledger: session.surroundings.ledger
            )
            let lock = try await session.lock(waiting: .seconds(60))
            defer { lock.release() }
            let isNew = try await store.load() == nil
            let grace = grace?.duration.inSeconds ?? 30 * 86_400
            let keys = try await store.change(now: now) { keys in
                if rotate, !isNew { keys.rotate(grace: grace, now: now) }
            }
            if isNew || rotate {
                session.console.hint("latchkey sync publishes the new public keys")
            }
            print(keys, session.console)
        }
    }

    private func print(_ keys: InboxKeys, _ console: Console) {
        let rows =
            keys.signing.map { row("sig", $0.key.id, $0.madeAt, $0.endsAt) }
            + keys.sealing.map { row("enc", $0.key.id, $0.madeAt, $0.endsAt) }
        guard common.json else {
            for row in rows {
                let use = row["use"]?.string == "sig" ? "signs" : "opens"
                let end = row["endsAt"]?.string.map { ", replaced, counts until \($0)" } ?? ""
                console.result(
                    "\(use)  \(row["kid"]?.string ?? "")  made \(row["madeAt"]?.string ?? "")\(end)"
                )
            }
            return
        }
        console.resultBytes(
            JSONValue.object([
                "ok": true, "schema": "latchkey/inbox-keys/1", "keys": .array(rows),
            ]).canonicalText()
        )
    }

    private func row(_ use: String, _ id: String, _ madeAt: Date, _ end: Date?) -> JSONValue {
        var object: JSONObject = [
            "use": .string(use), "kid": .string(id),
            "madeAt": .string(Timestamp.text(madeAt)),
        ]
        object["endsAt"] = end.map { .string(Timestamp.text($0)) }
        return .object(object)
    }
}
