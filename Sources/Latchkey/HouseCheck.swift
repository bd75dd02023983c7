import Documents
import Engine
import FoundationEssentials
import Pipeline
import Snapshot
import Transport
import Vault

/// What `doctor` looks at beside the vault: pipelines, environment, clock, disk, versions.
struct HouseCheck {
    let session: Session

    func findings() -> [VaultFinding] {
        [versions(), disk(), lock(), clock(), schedule(), limits(), pipelines()] + environment()
    }

    private func lock() -> VaultFinding {
        guard let holder = DataLock.holder(of: session.lockPath) else {
            return VaultFinding(.good, "lock", "free: no run is at work on \(session.common.data)")
        }
        return VaultFinding(
            .warning,
            "lock",
            "held by \(holder)",
            advice: "a second run waits or gives way until it ends"
        )
    }

    private func versions() -> VaultFinding {
        VaultFinding(
            .good,
            "versions",
            "latchkey \(Version.text), \(CurlTransport.libraryVersion)"
        )
    }

    private func disk() -> VaultFinding {
        guard let free = Disk.freeBytes(session.common.data) else {
            return VaultFinding(
                .problem,
                "disk",
                "there is no directory \(session.common.data)",
                advice: "latchkey init makes it, --data names another"
            )
        }
        let text = "\(free >> 20) MiB free for \(session.common.data)"
        guard free >= 64 << 20 else {
            return VaultFinding(
                .problem,
                "disk",
                text,
                advice: "make room: a token that can't be saved is lost"
            )
        }
        return VaultFinding(.good, "disk", text)
    }

    /// A clock that stands before the last run, or before this program was written, is wrong.
    private func clock() -> VaultFinding {
        let now = session.surroundings.now()
        let text = Timestamp.text(now)
        let memory = SnapshotReader(directory: session.statusDirectory, files: session.files)
            .memory()
        if let through = memory.dataThrough, through > now.addingTimeInterval(300) {
            return VaultFinding(
                .problem,
                "clock",
                "it says \(text), but the last run was at \(Timestamp.text(through))",
                advice: "set the clock: refreshes are planned by it"
            )
        }
        if let skew = memory.clockSkew {
            return VaultFinding(
                .warning,
                "clock",
                "it says \(text); by the last run \(skew.sentence)",
                advice: "set the clock: while it is wrong no grant is called dead"
            )
        }
        guard text > "2026-01-01" else {
            return VaultFinding(.problem, "clock", "it says \(text)", advice: "set the clock")
        }
        return VaultFinding(.good, "clock", "it says \(text)")
    }

    /// How regularly runs come, by what they themselves have noted.
    private func schedule() -> VaultFinding {
        let now = session.surroundings.now()
        let runs = SnapshotReader(directory: session.statusDirectory, files: session.files)
            .memory().runs.past(now)
        if let outage = runs.outage(at: now) {
            return VaultFinding(
                .warning,
                "schedule",
                outage.sentence,
                advice: "switch it on, then run latchkey sync"
            )
        }
        guard let rhythm = runs.rhythm else {
            return VaultFinding(.good, "schedule", "too few runs so far to know their rhythm")
        }
        return VaultFinding(
            .good,
            "schedule",
            "runs come every \(RunRhythm.text(rhythm.median)), "
                + "at most \(RunRhythm.text(rhythm.longest)) apart"
        )
    }

    /// How far budgets are used, and who is to be left alone.
    private func limits() -> VaultFinding {
        let now = session.surroundings.now()
        let record = SnapshotReader(directory: session.statusDirectory, files: session.files)
            .memory().limits
        let lines = LimitText(now: now).budgets(record)
        let isHeld = record.holds.contains { $0.until > now && $0.key.account == nil }
        guard isHeld else {
            return VaultFinding(
                .good,
                "limits",
                lines.isEmpty ? "no provider is to be left alone" : lines.joined(separator: "; ")
            )
        }
        return VaultFinding(
            .warning,
            "limits",
            lines.joined(separator: "; "),
            advice: "nothing: runs go on by themselves, and what waited goes first"
        )
    }

    private func pipelines() -> VaultFinding {
        let set = session.pipelines
        let errors = set.diagnostics.count { $0.severity == .error }
        guard errors == 0 else {
            return VaultFinding(
                .problem,
                "pipelines",
                "\(ReportText.count(errors, "error")) in \(session.common.pipelines)",
                advice: "latchkey check shows them"
            )
        }
        guard !set.definitions.isEmpty else {
            return VaultFinding(
                .problem,
                "pipelines",
                "there are none in \(session.common.pipelines)",
                advice: "--pipelines names another folder"
            )
        }
        return VaultFinding(
            .good,
            "pipelines",
            "\(ReportText.count(set.definitions.count, "provider")): \(set.definitions.keys.sorted().joined(separator: ", "))"
        )
    }

    /// Client credentials of the providers that connections use.
    private func environment() -> [VaultFinding] {
        let memory = SnapshotReader(directory: session.statusDirectory, files: session.files)
            .memory()
        let used = Set(memory.records.keys.map(\.provider))
        let values = session.surroundings.environment
        return session.pipelines.definitions.values.sorted { $0.provider < $1.provider }
            .compactMap { pipeline in
                let client = pipeline.client
                let templates =
                    [client.id, client.redirectURI] + (client.secret.map { [$0] } ?? [])
                let names = templates.flatMap(\.variables).compactMap { variable -> String? in
                    guard case .environment(let name) = variable else { return nil }
                    return name
                }
                let missing = names.filter { values[$0]?.isEmpty ?? true }
                guard !missing.isEmpty else {
                    return VaultFinding(
                        .good,
                        "environment",
                        "\(pipeline.provider) has its client credentials"
                    )
                }
                // A provider nobody is connected to and nothing is set for is not in use.
                guard used.contains(pipeline.provider) || missing.count < names.count else {
                    return nil
                }
                return VaultFinding(
                    used.contains(pipeline.provider) ? .problem : .warning,
                    "environment",
                    "\(pipeline.provider) lacks \(missing.joined(separator: ", "))",
                    advice: "set what \(pipeline.path) names"
                )
            }
    }
}
