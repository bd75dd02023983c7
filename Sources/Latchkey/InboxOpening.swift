import Documents
import Engine
import FoundationEssentials
import Inbox
import Site
import Vault

/// The inbox, opened for a run.
struct InboxOpening {
    let session: Session
    /// Whose invitations count, and whether one is needed.
    let site: SiteSettings

    private var folder: InboxFolder {
        InboxFolder(data: session.common.data, files: session.files)
    }

    /// Whether nothing waits.
    var isEmpty: Bool { (try? folder.names())?.isEmpty == true }

    /// Takes the messages of these connections, others wait; private `people` go by another name.
    func open(_ selection: Selection, _ people: PrivatePeople) async -> InboxReport {
        guard !isEmpty else { return InboxReport() }
        let session = session
        return await InboxRun(
            folder,
            session.surroundings.vault,
            rules: InboxRules(
                site: site.url,
                requiresInvitation: site.requires == .invitation,
                pipelines: session.pipelines.definitions,
                environment: session.surroundings.environment,
                overrides: session.surroundings.overrides,
                now: session.surroundings.now(),
                people: people
            ),
            ledger: session.surroundings.ledger,
            selection: selection,
            isPublic: isPublic(),
            pageKey: { people.keys[$0]?.bytes },
            end: { key, connection in
                if let why = await obstacle(key, connection, session) { return .failed(why) }
                return switch await GrantEnd(session: session).ask(connection) {
                case .revoked, .noWay: .done
                case .noPipeline: .failed("there is no pipeline file to say how to revoke it")
                case .failed(let sentence): .failed(sentence)
                }
            },
            passing: session.surroundings.passing
        ).run()
    }

    /// Why a grant must not be ended at the provider here and now: its end could not be kept.
    private func obstacle(
        _ key: ConnectionKey,
        _ connection: Connection,
        _ session: Session
    ) async -> String? {
        let durability = session.surroundings.durability
        if let failure = await durability.refusal(key.user, connection, step: "revoke") {
            return failure.sentence
        }
        do {
            _ = try await session.surroundings.vault.proveRecipients(
                now: session.surroundings.now()
            )
            return nil
        } catch {
            return error.sentence
        }
    }

    /// Whether a text stands in what is published for everybody, but for the people's own files.
    private func isPublic() -> @Sendable (Secret) -> Bool {
        let files = session.files
        let folders = [session.statusDirectory, "\(session.statusDirectory)/schemas"]
        return { secret in
            let ledger = SecretLedger()
            ledger.hold(secret)
            return folders.contains { folder in
                let names = (try? files.list(folder)) ?? []
                return names.contains { name in
                    let bytes = try? files.read("\(folder)/\(name)", limit: 64 << 20)
                    return ledger.find(in: bytes.flatMap(\.self) ?? [])
                }
            }
        }
    }
}
