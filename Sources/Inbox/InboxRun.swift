internal import Documents
package import Engine
internal import FoundationEssentials
package import Vault

/// Opens the inbox: what checks goes into the users' files, what does not goes aside with a reason.
///
/// It exchanges nothing: the run that follows does, as with a code that came any other way. A message
/// goes only after all that it says is durable, so that a crash in between finds it again, and its
/// receipt.
package struct InboxRun: Sendable {
    private let folder: InboxFolder
    private let vault: ConnectionVault
    private let store: InboxKeyStore
    private let rules: InboxRules
    private let ledger: SecretLedger
    private let selection: Selection
    private let isPublic: @Sendable (Secret) -> Bool
    private let pageKey: @Sendable (UserID) async -> [UInt8]?
    private let end: @Sendable (ConnectionKey, Connection) async -> Ending
    private let passing: @Sendable (RunPoint) -> Void

    /// A wish that the provider could not be told of is tried again for so long, in seconds; then the
    /// connection is ended here alone.
    private static let patience: TimeInterval = 86_400

    /// - Parameters:
    ///   - folder: The inbox.
    ///   - vault: Where the users' files are.
    ///   - rules: What the messages are held against.
    ///   - ledger: Learns of every secret that a message brings.
    ///   - selection: The connections to take messages for; others wait.
    ///   - isPublic: Whether a text is published already: then it is no code, and calling it a secret
    ///     would keep what is published from being written.
    ///   - pageKey: The key of a person's private page, where they have one.
    ///   - end: Asks the provider to end a grant.
    ///   - passing: Called at moments at which a test may end the process.
    package init(
        _ folder: InboxFolder,
        _ vault: ConnectionVault,
        rules: InboxRules,
        ledger: SecretLedger,
        selection: Selection,
        isPublic: @escaping @Sendable (Secret) -> Bool = { _ in false },
        pageKey: @escaping @Sendable (UserID) async -> [UInt8]? = { _ in nil },
        end: @escaping @Sendable (ConnectionKey, Connection) async -> Ending,
        passing: @escaping @Sendable (RunPoint) -> Void = { _ in }
    ) {
        self.folder = folder
        self.vault = vault
        store = InboxKeyStore(vault, ledger: ledger)
        self.rules = rules
        self.ledger = ledger
        self.selection = selection
        self.isPublic = isPublic
        self.pageKey = pageKey
        self.end = end
        self.passing = passing
    }

    /// Takes what is there; nothing about a message is ever an error of the run.
    package func run() async -> InboxReport {
        var report = InboxReport()
        do {
            let names = try folder.names()
            guard !names.isEmpty else { return report }
            guard let keys = try await store.load() else {
                report.warnings.append(
                    "messages wait in \(folder.path), and there are no keys to open them with: "
                        + "they may be in another clone"
                )
                return report
            }
            let due = names.prefix(InboxFolder.mostMessages)
            if names.count > due.count {
                report.warnings.append(
                    "the inbox holds \(names.count) messages: \(names.count - due.count) wait for "
                        + "the next run"
                )
            }
            for (user, letters) in open(due, keys, &report) {
                await take(letters, for: user, keys, &report)
            }
            if !report.rejected.isEmpty { try folder.thinOut() }
        } catch {
            report.warnings.append("the inbox can't be read: \(Self.sentence(error))")
        }
        return report
    }

    /// A message with the name of its file.
    private struct Letter {
        let name: String
        let message: InboxMessage
    }

    /// Opens each message by itself; those of one user come in the order in which they were written.
    private func open(
        _ names: ArraySlice<String>,
        _ keys: InboxKeys,
        _ report: inout InboxReport
    ) -> [(UserID, [Letter])] {
        var letters: [UserID: [Letter]] = [:]
        for name in names {
            do {
                guard let text = try folder.text(name) else { continue }
                var message = try InboxMessage(text, keys: keys, now: rules.now)
                guard let user = rules.user(named: message.user) else {
                    if let obstacle = rules.people.obstacle {
                        report.waiting.append("a private person's message waits: \(obstacle)")
                    } else {
                        reject(name, .unfit("it was made with a link that counts no more"), &report)
                    }
                    continue
                }
                message.user = user
                guard selection.includes(Self.key(of: message)) else { continue }
                letters[message.user, default: []].append(Letter(name: name, message: message))
            } catch let problem as MessageProblem {
                reject(name, problem, &report)
            } catch let error as FileError where error.code == nil {
                reject(name, .unfit("its file can't be taken: \(error.reason)"), &report)
            } catch {
                report.waiting.append(Self.sentence(error))
            }
        }
        return letters.sorted { $0.key < $1.key }.map { user, letters in
            (user, letters.sorted { ($0.message.at, $0.name) < ($1.message.at, $1.name) })
        }
    }

    /// Takes one user's messages into their file, saves it once, and lets the messages go.
    private func take(
        _ letters: [Letter],
        for user: UserID,
        _ keys: InboxKeys,
        _ report: inout InboxReport
    ) async {
        do {
            let stored = try await vault.load(user)
            let key = await pageKey(user)
            var file = stored?.file
            var done: [(letter: Letter, outcome: InboxReport.Outcome)] = []
            for letter in letters {
                do {
                    try refusePublic(letter.message)
                    let intake = try Intake(
                        letter.message,
                        for: file,
                        keys: keys,
                        rules: rules,
                        pageKey: key
                    )
                    guard let outcome = await act(intake, letter, &file, &report) else { continue }
                    done.append((letter, outcome))
                } catch let problem as MessageProblem {
                    reject(letter.name, problem, &report)
                } catch {
                    report.waiting.append(Self.sentence(error))
                }
            }
            if let file, file != stored?.file {
                for connection in file.connections { ledger.hold(connection) }
                _ = try await vault.save(file, replacing: stored?.digest)
                passing(.inboxKept)
            }
            for (letter, outcome) in done { letGo(letter, outcome, &report) }
        } catch {
            report.waiting.append(Self.sentence(error))
        }
    }

    /// Does what a message asks for; `nil` where it has to be tried again.
    private func act(
        _ intake: Intake,
        _ letter: Letter,
        _ file: inout UserFile?,
        _ report: inout InboxReport
    ) async -> InboxReport.Outcome? {
        switch intake {
        case .known: return .known
        case .connected(let changed):
            file = changed
            return .connected
        case .lapsed(let changed):
            file = changed
            return .lapsed
        case .ending(let connection, let changed):
            let key = Self.key(of: letter.message)
            if case .failed(let sentence) = await end(key, connection) {
                let age = rules.now.timeIntervalSince(letter.message.at)
                guard age > Self.patience else {
                    report.waiting.append("\(key) is not disconnected yet: \(sentence)")
                    return nil
                }
                report.warnings.append(
                    "\(key) is disconnected here and was not revoked at the provider: \(sentence)"
                )
            }
            file = changed
            return .disconnected
        }
    }

    /// The message has no use any more, whatever becomes of its file.
    private func letGo(
        _ letter: Letter,
        _ outcome: InboxReport.Outcome,
        _ report: inout InboxReport
    ) {
        report.taken.append(.init(key: Self.key(of: letter.message), outcome: outcome))
        guard outcome != .lapsed else { return reject(letter.name, .codeExpired, &report) }
        do throws(FileError) {
            try folder.remove(letter.name)
        } catch {
            report.warnings.append("a message that was taken can't be removed: \(error.reason)")
        }
    }

    private func reject(
        _ name: String,
        _ problem: MessageProblem,
        _ report: inout InboxReport
    ) {
        report.rejected.append(problem)
        do throws(FileError) {
            try folder.reject(name, problem, at: rules.now)
        } catch {
            report.warnings.append("a message can't be put aside: \(error.reason)")
        }
    }

    /// Secrets that a stranger chose must not be words of what everybody may read.
    private func refusePublic(_ message: InboxMessage) throws(MessageProblem) {
        guard case .connect(let code) = message.kind else { return }
        let secrets = [code.code] + [code.verifier].compactMap(\.self)
        guard !secrets.contains(where: isPublic) else {
            throw .malformed("its code is a text that everybody can read already")
        }
    }

    private static func key(of message: InboxMessage) -> ConnectionKey {
        ConnectionKey(user: message.user, provider: message.provider, label: message.label)
    }

    private static func sentence(_ error: any Error) -> String {
        switch error {
        case let error as VaultError: error.sentence
        case let error as SetupProblem: error.sentence
        case let error as FileError: error.reason
        default: "\(error)"
        }
    }
}
