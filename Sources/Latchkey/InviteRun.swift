import Documents
import Engine
import FoundationEssentials
import Inbox
import JOSE
import Pipeline
import Site
import Vault

/// Makes an invitation, or takes some back.
struct InviteRun {
    let session: Session
    let options: InviteCommand

    private var now: Date { session.surroundings.now() }

    private var store: InboxKeyStore {
        InboxKeyStore(session.surroundings.vault, ledger: session.surroundings.ledger)
    }

    func run() async throws {
        if let link = options.revokeLink { return try await revoke(link: link) }
        let user = try Session.user(options.user ?? "")
        let page = try await privatePage(of: user)
        // A private person's own name is in no link.
        let name = page.flatMap { UserID($0.alias) } ?? user
        if options.revoke { return try await revoke(user, alias: name) }
        let invitation = try invitation(for: name)
        let keys = try await keys()
        guard let signer = keys.signer else {
            throw CommandFailure(
                .nothingRan,
                "there is no key in use to sign with",
                hint: "latchkey inbox keys --rotate makes one"
            )
        }
        let token = try invitation.token(signedBy: signer)
        let link = invitation.link(to: invitation.issuer, token: token, pageKey: page)
        guard session.common.json else {
            session.console.result(link)
            session.console.note(
                "good once, until \(Timestamp.text(invitation.endsAt)); whoever has it can connect "
                    + "an account in \(user)'s name\(page == nil ? "" : ", and read the private page")"
            )
            return
        }
        session.console.resultBytes(document(invitation, link).canonicalText())
    }

    private func document(_ invitation: Invitation, _ link: String) -> JSONValue {
        var object: JSONObject = [
            "ok": true, "schema": "latchkey/invitation/1", "link": .string(link),
            "id": .string(invitation.id), "user": .string(invitation.user.text),
            "expiresAt": .string(Timestamp.text(invitation.endsAt)),
        ]
        object["provider"] = invitation.provider.map { .string($0) }
        object["label"] = invitation.label.map { .string($0) }
        return .object(object)
    }

    private func invitation(for user: UserID) throws -> Invitation {
        if let provider = options.provider { _ = try session.pipelines.require(provider) }
        let start = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        let end = options.expires.adding(to: start)
        guard end <= start.addingTimeInterval(Invitation.longestLife) else {
            throw CommandFailure(.badInput, "an invitation is good for 90 days at most")
        }
        return Invitation(
            id: RandomText.make(bytes: 16),
            user: user,
            provider: options.provider,
            label: options.label,
            name: options.name,
            issuer: try site(),
            issuedAt: start,
            endsAt: end
        )
    }

    private func site() throws -> String {
        let settings = SiteSettings.load(data: session.common.data, files: session.files).settings
        guard let site = options.site ?? settings.url else {
            throw CommandFailure(
                .badInput,
                "the site has no address yet, so an invitation would lead nowhere",
                hint: "write url: https://… into \(session.common.data)/site.yml, or give --site"
            )
        }
        let isWeb =
            site.hasPrefix("https://") || site.hasPrefix("http://127.0.0.1")
            || site.hasPrefix("http://localhost")
        guard isWeb, !site.contains("#"), !site.contains("?") else {
            throw CommandFailure(
                .badInput,
                "\(site) is no address of a site",
                hint:
                    "such as https://status.example/; browsers seal messages on https and loopback only"
            )
        }
        return site.hasSuffix("/") ? site : site + "/"
    }

    /// The keys; made, where there are none, under the lock.
    private func keys() async throws -> InboxKeys {
        if let keys = try await store.load() { return keys }
        let keys = try await change { _ in }
        session.console.note(
            "made the keys of the inbox: \(session.surroundings.vault.path(of: .inboxKeys))"
        )
        session.console.hint(
            "latchkey sync publishes their public halves; commit the file like the connections"
        )
        return keys
    }

    private func change(_ change: (inout InboxKeys) -> Void) async throws -> InboxKeys {
        let lock = try await session.lock(waiting: .seconds(60))
        defer { lock.release() }
        return try await store.change(now: now, change)
    }

    /// The key of a private person's page, whose link shows what becomes of the invitation; `nil` for
    /// everybody else.
    private func privatePage(of user: UserID) async throws -> PageKey? {
        let people = try await PrivateCircle(session, making: false).people
        guard people.users.contains(user) else { return nil }
        guard let key = people.keys[user] else {
            throw CommandFailure(
                .locked,
                "\(user) is private, and the key of private pages can't be opened",
                hint: "latchkey doctor tells what is missing"
            )
        }
        return key
    }

    private func revoke(_ user: UserID, alias: UserID) async throws {
        let now = now
        _ = try await change { keys in
            for name in Set([user, alias]) {
                keys.revoke(
                    InvitationRevocation(
                        .user(name, madeUntil: now),
                        until: now.addingTimeInterval(Invitation.longestLife)
                    ),
                    now: now
                )
            }
        }
        session.console.note("no invitation of \(user) made until now counts any more")
    }

    private func revoke(link: String) async throws {
        let token = Invitation.token(inLink: link)
        let now = now
        do {
            let invitation = try Invitation.unverified(token)
            _ = try await change { keys in
                keys.revoke(
                    InvitationRevocation(
                        .invitation(invitation.id),
                        until: max(now, invitation.endsAt)
                            .addingTimeInterval(86_400)
                    ),
                    now: now
                )
            }
            session.console.note("the invitation of \(invitation.user) counts no more")
        } catch let problem as JOSEProblem {
            throw CommandFailure(
                .badInput,
                "that is no invitation: \(problem.reason)",
                hint: "give the whole link, in quotes"
            )
        }
    }
}
