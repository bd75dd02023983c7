import ArgumentParser
import Documents
import Engine
import Vault

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List users and their connections, one a line.",
        discussion: """
              latchkey list
              latchkey list --json
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    func run() async throws {
        try await Session.run(common, servers) { session in
            try session.requireData()
            var rows: [JSONValue] = []
            let vault = session.surroundings.vault
            let users = try vault.users()
            await vault.openPack(users: users.count)
            for user in users {
                do throws(VaultError) {
                    guard let stored = try await vault.load(user) else { continue }
                    for connection in stored.file.connections {
                        let key = ConnectionKey(user, connection)
                        rows.append([
                            "user": .string(user.text), "provider": .string(key.provider),
                            "label": .string(key.label),
                            "generation": .number(JSONNumber(connection.generation)),
                        ])
                        if !common.json { session.console.result(key.description) }
                    }
                    if stored.file.connections.isEmpty, !common.json {
                        session.console.result(user.text)
                    }
                } catch {
                    rows.append(["user": .string(user.text), "error": .string(error.sentence)])
                    if !common.json { session.console.result(user.text) }
                    session.console.warning(error.sentence)
                }
            }
            if common.json {
                session.console.resultBytes(
                    JSONValue.object(["schema": "latchkey/list/1", "connections": .array(rows)])
                        .canonicalText()
                )
            }
        }
    }
}
