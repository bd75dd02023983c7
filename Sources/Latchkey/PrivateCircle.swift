import Documents
import Engine
import FoundationEssentials
import Inbox
import Pipeline
import Snapshot
import Vault

/// Who is private in this session, and what is done about it.
struct PrivateCircle {
    let session: Session
    private(set) var people: PrivatePeople

    /// - Parameters:
    ///   - session: Whose vault it is.
    ///   - making: True for whoever holds the lock, and may make the page key.
    /// - Throws: Where it can't be known who is private: then nothing may be published.
    init(_ session: Session, making: Bool) async throws {
        self.session = session
        let vault = session.surroundings.vault
        people = await vault.privatePeople(try vault.privateList(), making: making)
        holdKeys()
    }

    /// Takes in those whom a run found at a private provider.
    mutating func include(_ report: RunReport) async throws {
        let found = report.entries.map(\.record.key).filter { key in
            session.pipelines.definitions[key.provider]?.isPrivate == true
        }
        let users = Set(found.map(\.user)).subtracting(people.users)
        guard !users.isEmpty else { return }
        let vault = session.surroundings.vault
        var list = try vault.privateList()
        for user in users where list.turns[user] == nil { list.turns[user] = 0 }
        try vault.save(list)
        people = await vault.privatePeople(list, making: true)
        holdKeys()
    }

    /// The run as it may be told where others can read it.
    func named(_ report: RunReport) -> RunReport {
        people.isEmpty ? report : PrivateNames(people).report(report)
    }

    /// What became of the inbox, as it may be told where others can read it.
    func named(_ report: InboxReport) -> InboxReport {
        people.isEmpty ? report : PrivateNames(people).report(report)
    }

    /// What a run should say about them beside its report.
    var warnings: [String] {
        people.obstacle.map {
            ["the pages of \(people.users.count) private people stay as they are: \($0)"]
        } ?? []
    }

    /// A link opens a page: the gate keeps it off every other page.
    private func holdKeys() {
        for key in people.keys.values { session.surroundings.ledger.hold(key.text) }
    }
}
