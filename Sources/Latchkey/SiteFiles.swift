import Documents
import Engine
import Inbox
import JOSE
import Pipeline
import Site
import Snapshot
import Vault

/// The site's files as this session would write them.
struct SiteFiles {
    let session: Session
    let settings: SiteSettings

    /// The public halves of the inbox's keys.
    private var keys = SiteBuilder.Keys()

    /// Whether `site.yml` is not what somebody meant: then no page is written.
    let isBroken: Bool

    /// Reads `site.yml`, and shows what is wrong with it.
    init(_ session: Session) {
        self.session = session
        let reading = SiteSettings.load(data: session.common.data, files: session.files)
        let renderer = DiagnosticRenderer(
            sources: [reading.source].compactMap(\.self),
            isColoured: session.console.coloursErrors
        )
        for diagnostic in reading.diagnostics {
            session.console.plain(renderer.render(diagnostic))
        }
        isBroken = reading.hasErrors
        settings = reading.settings
    }

    var builder: SiteBuilder {
        SiteBuilder(
            settings: settings,
            pipelines: Array(session.pipelines.definitions.values),
            overrides: session.surroundings.overrides,
            environment: session.surroundings.environment,
            keys: keys
        )
    }

    /// Takes in the public keys of the inbox, as the vault has them; where it can't be opened now, those
    /// that are published stay.
    mutating func readKeys() async {
        let store = InboxKeyStore(
            session.surroundings.vault,
            ledger: session.surroundings.ledger
        )
        do throws(VaultError) {
            guard let known = try await store.load() else { return }
            keys = SiteBuilder.Keys(
                sealing: known.receiver?.publicJWK,
                signing: known.publicSigning(at: session.surroundings.now())
            )
        } catch {
            keys = SiteBuilder.Keys(
                sealing: published("site.json")?["sealingKey"],
                signing: published("keys.json")?["keys"]?.array ?? []
            )
        }
    }

    private func published(_ name: String) -> JSONValue? {
        let bytes = try? session.files.read("\(session.statusDirectory)/\(name)", limit: 1 << 20)
        return bytes.flatMap { try? JSONValue(parsing: $0) }
    }

    /// Path below `data/status/` to bytes; nothing where `site.yml` is broken, or says that there are
    /// no pages.
    func texts() -> [String: [UInt8]] {
        guard settings.writesPages, !isBroken else { return [:] }
        // The gate knows what the run has held: a site is written where no run took place, too.
        for pipeline in session.pipelines.definitions.values {
            guard let secret = pipeline.client.secret else { continue }
            for case .environment(let name) in secret.variables {
                guard let value = session.surroundings.environment[name] else { continue }
                session.surroundings.ledger.hold(Secret(value))
            }
        }
        let path = "\(session.statusDirectory)/\(SiteBuilder.providersPath)"
        let bytes = try? session.files.read(path, limit: 16 << 20)
        return builder.files(over: bytes.flatMap { try? JSONValue(parsing: $0) })
    }
}
