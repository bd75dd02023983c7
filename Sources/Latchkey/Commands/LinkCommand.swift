import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Site
import Snapshot
import Vault

struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Make a person private, and print the only link that shows their page.",
        discussion: """
            Nothing about a private person is in a list, a badge, the history or a report; the page is \
            encrypted, and its key is in the part of the link that is never sent to the host. Without \
            a name it lists all private people with their links.

              latchkey link alice
              latchkey link alice --rotate
              latchkey link alice --public
              latchkey link
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    @Argument(help: "The user.")
    var user: String?

    @Flag(help: "Make a new link; the old one shows nothing any more.")
    var rotate = false

    @Flag(name: .customLong("public"), help: "Make the person like everybody again.")
    var isPublic = false

    func validate() throws {
        guard !(rotate && isPublic) else {
            throw ValidationError("--rotate and --public exclude each other.")
        }
        guard user != nil || !(rotate || isPublic) else {
            throw ValidationError("--rotate and --public need a user.")
        }
    }

    func run() async throws {
        try await Session.run(common, servers) { session in
            try session.requireData()
            let settings = SiteSettings.load(data: common.data, files: session.files).settings
            guard let user else {
                return print(try await circle(session).people, settings, session)
            }
            let lock = try await session.lock()
            defer { lock.release() }
            try await change(try Session.user(user), settings, session)
        }
    }

    private func circle(_ session: Session) async throws -> PrivateCircle {
        let circle = try await PrivateCircle(session, making: false)
        if let obstacle = circle.people.obstacle { throw CommandFailure(.locked, obstacle) }
        return circle
    }

    private func change(
        _ user: UserID,
        _ settings: SiteSettings,
        _ session: Session
    ) async throws {
        let vault = session.surroundings.vault
        var list = try vault.privateList()
        let old = await vault.privatePeople(list, making: true)
        if let obstacle = old.obstacle { throw CommandFailure(.locked, obstacle) }
        if isPublic {
            guard list.turns.removeValue(forKey: user) != nil else {
                return session.console.note("\(user) is not private")
            }
            try vault.save(list)
            session.console.result("\(user) is like everybody from the next run on")
            return session.console.hint("latchkey sync writes the open page")
        }
        let isNew = list.turns[user] == nil
        if isNew { list.turns[user] = 0 }
        if rotate, !isNew { list.turns[user, default: 0] += 1 }
        let people = await vault.privatePeople(list, making: true)
        if let obstacle = people.obstacle { throw CommandFailure(.locked, obstacle) }
        guard let key = people.keys[user] else { return }
        // The new page first: whatever happens, the link that holds has one.
        if rotate, let before = old.keys[user] {
            try reseal(from: before, to: key, session)
        }
        try vault.save(list)
        if rotate, let before = old.keys[user] {
            let path = "\(session.statusDirectory)/\(StatusPath.user(before.alias))"
            try? session.files.remove(path)
        }
        let only = PrivatePeople(users: [user], keys: [user: key], obstacle: nil)
        print(only, settings, session)
        if try vault.users().contains(user) == false {
            session.console.warning("there is no user \(user) yet")
        }
        if isNew {
            session.console.hint(
                "latchkey sync seals the page and takes \(user) out of the lists; what was public "
                    + "before stays in git's history"
            )
        }
    }

    private func reseal(from old: PageKey, to new: PageKey, _ session: Session) throws {
        let path = "\(session.statusDirectory)/\(StatusPath.user(old.alias))"
        let bytes = try? session.files.read(path, limit: 64 << 20)
        guard let document = bytes.flatMap({ try? JSONValue(parsing: $0) }),
            let page = old.open(document)
        else { return }
        let target = "\(session.statusDirectory)/\(StatusPath.user(new.alias))"
        do {
            try session.files.replace(target, with: new.seal(page).canonicalText(), mode: 0o644)
        } catch {
            throw CommandFailure(.nothingRan, error.description, hint: "the old link still holds")
        }
    }

    private func print(_ people: PrivatePeople, _ settings: SiteSettings, _ session: Session) {
        let links = people.keys.sorted { $0.key < $1.key }.map { user, key in
            let page = "\(settings.url ?? "")integrations.html?user=\(key.alias)"
            return (user: user, alias: key.alias, link: "\(page)#k=\(key.text.reveal())")
        }
        if common.json {
            let document = JSONValue.object([
                "schema": "latchkey/links/1",
                "links": .array(
                    links.map {
                        [
                            "user": .string($0.user.text), "page": .string($0.alias),
                            "link": .string($0.link),
                        ]
                    }
                ),
            ])
            return session.console.resultBytes(document.canonicalText())
        }
        if user != nil {
            for entry in links { session.console.result(entry.link) }
        } else if links.isEmpty {
            session.console.note("nobody is private")
        } else {
            let rows = links.map { [$0.user.text, $0.alias, $0.link] }
            for row in rows { session.console.result(row.joined(separator: "  ")) }
        }
        if settings.url == nil, !links.isEmpty {
            session.console.hint("url in \(common.data)/site.yml makes the links whole")
        }
    }
}
