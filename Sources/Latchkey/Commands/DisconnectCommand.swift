import ArgumentParser
import Engine
import FoundationEssentials
import Pipeline
import Vault

struct DisconnectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disconnect",
        abstract: "End a connection: revoke it where the provider can, keep the record.",
        discussion: """
              latchkey disconnect spotify --user alice
              latchkey disconnect spotify --user alice --push
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions
    @OptionGroup var pushing: PushOptions

    @Argument(help: "The provider.")
    var provider: String

    @Option(help: ArgumentHelp("Whose connection.", valueName: "name"))
    var user: String

    @Option(help: ArgumentHelp("Which of several accounts.", valueName: "label"))
    var label = Connection.defaultLabel

    @Flag(help: "End it here even where the provider could not be asked to revoke it.")
    var force = false

    func run() async throws {
        let status = try await Session.run(common, servers) { session in
            let waiting = pushing.wait?.duration
            let lock = try await session.lock(waiting: waiting ?? .zero)
            guard let target = pushing.target(session.surroundings.environment) else {
                return try await end(session, lock)
            }
            return try await PushedWork(
                session: session,
                target: target,
                waiting: waiting ?? .seconds(30)
            ).run { session in try await end(session, lock) }
        }
        guard status == .success else { throw status }
    }

    private func end(_ session: Session, _ lock: DataLock) async throws -> ExitStatus {
        let user = try Session.user(self.user)
        let key = ConnectionKey(user: user, provider: provider, label: label)
        guard let stored = try await session.surroundings.vault.load(user),
            let connection = stored.file.connection(provider, label)
        else {
            throw CommandFailure(
                .badInput,
                "there is no connection \(key)",
                hint: "latchkey list names them all"
            )
        }
        session.hold(stored.file)
        guard connection.disconnectedAt == nil else {
            session.console.note("\(key) is disconnected already")
            return .success
        }
        let durability = session.surroundings.durability
        if let failure = await durability.refusal(user, connection, step: "revoke") {
            throw CommandFailure(
                .nothingRan,
                "\(key) was not disconnected: \(failure.sentence)",
                hint: Advice.nextStep(failure.reason)
            )
        }
        // A grant is ended at the provider only where its end can be written down here.
        _ = try await session.surroundings.vault.proveRecipients(now: session.surroundings.now())
        try await revoke(connection, key, session)
        _ = try await session.surroundings.vault.save(
            Enrollment.disconnect(key, in: stored.file, now: session.surroundings.now()),
            replacing: stored.digest
        )
        return try await SyncRun(session: session, lock: lock).run(
            only: ["\(user)/\(provider)/\(label)"],
            everything: false,
            width: 1,
            deadline: nil
        )
    }

    private func revoke(
        _ connection: Connection,
        _ key: ConnectionKey,
        _ session: Session
    ) async throws {
        let console = session.console
        switch await GrantEnd(session: session).ask(connection) {
        case .revoked: console.note("\(key): revoked at the provider")
        case .noWay:
            console.note(
                "\(key.provider) has no way to revoke from here: the person can remove the app in the account's settings"
            )
        case .noPipeline:
            guard force else {
                throw CommandFailure(
                    .badInput,
                    "\(key) can't be revoked: there is no pipeline file of \(key.provider) without errors",
                    hint: "run latchkey check, or end it here alone with --force"
                )
            }
            console.warning("\(key) was not revoked: its pipeline file can't be used")
        case .failed(let sentence):
            guard force else {
                throw CommandFailure(
                    .nothingRan,
                    "\(key) was not revoked: \(sentence)",
                    hint: "try again later, or end it here alone with --force"
                )
            }
            console.warning("\(key) was not revoked at the provider: \(sentence)")
        }
    }
}
