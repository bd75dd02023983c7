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
            console.note("git merges connection files by generation in this clone")
        } catch {
            console.warning("git could not be set up to merge connection files: \(error.sentence)")
        }
    }

    /// What `doctor` says about it.
    func findings() async -> [VaultFinding] {
        guard let settings = await MergeSettings(data: data, environment: git) else { return [] }
        let gaps = await settings.gaps()
        guard gaps.isEmpty else {
            let missing = gaps.map { gap in
                gap == .attributes ? "the attributes of its files" : "the merge driver"
            }
            return [
                VaultFinding(
                    .warning,
                    "git",
                    "this clone lacks \(missing.joined(separator: " and ")), so that git alone "
                        + "can't merge connection files; latchkey sync --push can",
                    advice: "latchkey init sets them up"
                )
            ]
        }
        return [VaultFinding(.good, "git", "merges connection files by generation")]
    }

    private var git: [String: String] { GitEnvironment.values(environment, []) }

    /// This program, as git will run it.
    private var program: String {
        let link = "/proc/self/exe"
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? "latchkey"
    }
}
