import FoundationEssentials
import Repository
import Vault

/// How a clone's git is set up for Latchkey's files; nothing where the data is in no clone.
struct CloneSetup {
    let data: String
    let environment: [String: String]

    /// Sets it up, and says so; git that refuses is a warning, for the vault works without it.
    func make(_ console: Console) async {
        guard let settings = await MergeSettings(data: data, environment: git) else { return }
        do {
            guard try await !settings.make(program: program).isEmpty else { return }
            console.note(
                "git merges connection files by generation in this clone now, and leaves the lock out"
            )
        } catch {
            console.warning("git could not be set up to merge connection files: \(error.sentence)")
        }
    }

    /// What `doctor` says about it.
    func findings() async -> [VaultFinding] {
        guard let settings = await MergeSettings(data: data, environment: git) else { return [] }
        let gaps = await settings.gaps()
        guard gaps.isEmpty else {
            return [
                VaultFinding(
                    .warning,
                    "git",
                    gaps.map(Self.sentence).joined(separator: "; "),
                    advice: "latchkey init sets that up"
                )
            ]
        }
        return [VaultFinding(.good, "git", "merges connection files by generation")]
    }

    private static func sentence(_ gap: MergeSettings.Gap) -> String {
        switch gap {
        case .attributes:
            "the attributes of its files are missing, so that git alone can't merge them"
        case .driver: "this clone lacks the merge driver, so that git alone can't merge connections"
        case .ignores: "the lock is not ignored: a pull could replace it while a run holds it"
        }
    }

    private var git: [String: String] { GitEnvironment.values(environment, []) }

    /// This program, as git will run it.
    private var program: String {
        let link = "/proc/self/exe"
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? "latchkey"
    }
}
