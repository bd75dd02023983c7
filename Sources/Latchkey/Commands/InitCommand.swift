import ArgumentParser
import Documents
import FoundationEssentials
import Pipeline
import Vault

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the data directory and, unless recipients are named, a key.",
        discussion: """
            The key (ed25519, cv25519) lives in a key home of its own, outside the project: \
            $LATCHKEY_HOME/gnupg, or ~/.latchkey/gnupg. With LATCHKEY_GPG_PASSPHRASE set it is \
            protected by that passphrase.

            In a git clone it also sets up the merge of connection files by generation: lines in \
            DATA/.gitattributes and DATA/.gitignore, and the clone's own merge.latchkey settings. \
            Run it once in each clone.

              latchkey init
              latchkey init --recipient you@example.org --recipient 0xFINGERPRINT
            """
    )

    @OptionGroup var common: SharedOptions

    @Option(
        help: ArgumentHelp(
            "Encrypt to this key of your keyring instead of a new one; repeatable.",
            valueName: "key"
        )
    )
    var recipient: [String] = []

    @Option(help: ArgumentHelp("The new key's user id.", valueName: "name"))
    var name = "Latchkey"

    @Option(
        help: ArgumentHelp(
            "Let the new key expire, such as 2y; by default it does not.",
            valueName: "duration"
        )
    )
    var expires: Span?

    func run() async throws {
        let console = Console(common)
        let files = LocalFileStore()
        let environment = ProcessEnvironment.values
        let path = "\(common.data)/connections/.gpg-id"
        if let known = try? files.read(path, limit: 1 << 20) {
            let names = RecipientFile.names(in: known)
            await CloneSetup(data: common.data, environment: environment).make(console)
            console.note("\(common.data) is set up already, for \(names.joined(separator: ", "))")
            return console.hint("to change who can read it: edit \(path), then latchkey rekey")
        }
        var recipients = recipient
        var made: (home: KeyHome, fingerprint: String)?
        if recipients.isEmpty {
            let new = try await makeKey(environment)
            made = new
            recipients = [new.fingerprint]
        }
        let text = recipients.map { $0 + "\n" }.joined()
        try files.replace(path, with: Array(text.utf8), mode: 0o644)
        do {
            try await prove(files, environment, console)
        } catch {
            try? files.remove(path)
            throw error
        }
        await CloneSetup(data: common.data, environment: environment).make(console)
        report(recipients, made, console)
    }

    /// The key of the own home: one that is there already is used again.
    private func makeKey(
        _ environment: [String: String]
    ) async throws -> (home: KeyHome, fingerprint: String) {
        let home =
            environment["GNUPGHOME"].flatMap { $0.isEmpty ? nil : KeyHome($0) }
            ?? KeyAccess.ownHome(environment)
        do {
            try home.make()
            let known = try await GPGCipher(GPGSettings(home: home.path)).keys(matching: name)
            if let usable = known.first(where: { $0.hasSecret }) {
                return (home, usable.fingerprint)
            }
            let passphrase = environment["LATCHKEY_GPG_PASSPHRASE"].flatMap {
                $0.isEmpty ? nil : Secret($0)
            }
            let now = Date()
            let fingerprint = try await home.generate(
                KeyRequest(
                    userID: name,
                    passphrase: passphrase,
                    lifetime: expires.map { $0.adding(to: now).timeIntervalSince(now) }
                )
            )
            return (home, fingerprint)
        } catch let error as KeyHomeError {
            throw CommandFailure(.nothingRan, error.sentence)
        } catch let error as CipherError {
            throw CommandFailure(.nothingRan, error.reason)
        }
    }

    private func prove(
        _ files: LocalFileStore,
        _ environment: [String: String],
        _ console: Console
    ) async throws {
        let keys = try await KeyAccess(environment: environment)
        defer { keys.remove() }
        let vault = ConnectionVault(
            directory: "\(common.data)/connections",
            files: files,
            cipher: keys.cipher()
        )
        for warning in try await vault.proveRecipients(now: Date()) {
            console.warning(warning.sentence)
        }
    }

    private func report(
        _ recipients: [String],
        _ made: (home: KeyHome, fingerprint: String)?,
        _ console: Console
    ) {
        if common.json {
            var object: JSONObject = [
                "schema": "latchkey/init/1", "data": .string(common.data),
                "recipients": .array(recipients.map { .string($0) }),
            ]
            object["keyHome"] = made.map { .string($0.home.path) }
            return console.resultBytes(JSONValue.object(object).canonicalText())
        }
        console.result(
            "\(common.data)/connections is encrypted to \(recipients.joined(separator: ", "))"
        )
        guard common.quiet == false, let made else { return }
        let export =
            "gpg --homedir \(made.home.path) --armor --export-secret-keys \(made.fingerprint)"
        console.result(
            """

            The key is in \(made.home.path). Without it nobody can read the connections:
            back it up now, to a place that is not this machine and not the repository:
              \(export) > latchkey-key.asc
            Hand it to CI as the secret LATCHKEY_GPG_KEY (and its passphrase, if it has one, as
            LATCHKEY_GPG_PASSPHRASE):
              \(export) | gh secret set LATCHKEY_GPG_KEY
            Next: latchkey connect PROVIDER --user NAME
            """
        )
    }
}
