import Engine
import FoundationEssentials
import Vault

/// Knows the truth, and holds each run to it.
struct Judge {
    /// A grant that was spent without being saved, in the window no client can close.
    struct Loss: Sendable {
        var grant: Int
        var run: Int
    }

    var losses: [Account: Loss] = [:]
    /// The highest generation that was ever durable.
    var generations: [Account: Int] = [:]
    /// How many runs in a row have called a dead grant connected, having looked.
    var silences: [Account: Int] = [:]
    /// Status files already searched for secrets.
    var searched: [String: [UInt8]] = [:]
    var vaults = HeldFiles()
    /// When the local clock was wrong last.
    var lastSkew = Date.distantPast

    /// New bytes came from elsewhere: what was known of these speaks of others.
    mutating func forget(_ accounts: [Account]) {
        for account in accounts {
            losses[account] = nil
            generations[account] = nil
            silences[account] = nil
        }
    }

    /// All rules that hold after each run.
    mutating func judge(_ ran: RanProcess?, _ program: Program, number: Int) async {
        let stage = program.stage
        let (process, files, now) = stage.with {
            ($0.machines[0].process, $0.lasting, $0.now)
        }
        if stage.with({ $0.skew }) != 0 { lastSkew = now }
        judgeSecrets(files, stage)
        await vaults.read(files, program.plain)
        judgeLosses(process, files, stage, number)
        judgeGenerations(process, stage)
        guard let ran else { return }
        for entry in ran.report.entries {
            guard let account = Account(entry.record.key) else { continue }
            judge(entry, account, process, stage)
            judgeTold(entry, account, ran.report, stage, number)
        }
    }

    /// (1) No secret in any byte that is published, nor in the intents.
    private mutating func judgeSecrets(_ files: [String: [UInt8]], _ stage: Stage) {
        let mark = Array(ProviderModel.mark.utf8)
        for (path, bytes) in files where path.hasPrefix("s/") || path == "c/.intents" {
            guard searched[path] != bytes else { continue }
            searched[path] = bytes
            if ByteSearch.find(mark, in: bytes) {
                stage.with { $0.violate("(1) a secret in \(path)") }
            }
        }
    }

    /// (4) What a run won is durable, or was lost where no client could have kept it.
    private mutating func judgeLosses(
        _ process: ProcessModel,
        _ files: [String: [UInt8]],
        _ stage: Stage,
        _ number: Int
    ) {
        for id in Set(process.brought.map(\.grant)).sorted() {
            let found = stage.with { stage -> (Account, Bool)? in
                guard let grant = stage.provider.grant(id),
                    stage.provider.end(of: grant, at: stage.now) == nil
                else { return nil }
                let held = vaults.credential(grant.account)
                // An older consent that lives keeps the connection alive as well.
                let isHeld = held.map { stage.provider.accepts($0, at: stage.now) } ?? false
                return (grant.account, isHeld)
            }
            guard let (account, isHeld) = found, !isHeld else { continue }
            // What an exchange's first step brought is kept for the next run's second one.
            if let token = process.brought.last(where: { $0.grant == id })?.token,
                let file = files["c/\(account.user).gpg"],
                ByteSearch.find(Array(token.utf8), in: file)
            {
                continue
            }
            let isExcused =
                process.isDead || process.touched.contains(id) || process.didPushFail
                || process.unwritten.contains(account.user)
            let isRestored = stage.with { $0.restored.contains(account) }
            stage.with { stage in
                if isExcused || isRestored {
                    stage.tally.lostInside += 1
                    stage.trace.note(stage.now, "  lost inside the window: \(account)")
                } else {
                    stage.tally.lostOutside += 1
                    stage.violate("(4) the grant of \(account) was lost outside the window")
                }
            }
            // A code lost beside an older grant: what is told is the truth about that grant.
            let isBesideGrant =
                vaults.credential(account) != nil
                && process.brought.contains { $0.grant == id && $0.isExchange }
            if !isRestored, !isBesideGrant {
                losses[account] = Loss(
                    grant: id,
                    run: number
                )
            }
        }
    }

    /// (5) Generations never go back.
    private mutating func judgeGenerations(_ process: ProcessModel, _ stage: Stage) {
        for (account, generation) in vaults.generations {
            let isExcused =
                (process.faults.losesPower && process.isDead)
                || stage.with { $0.restored.contains(account) }
            if let before = generations[account], generation < before, !isExcused {
                stage.with {
                    $0.violate("(5) \(account) went from generation \(before) to \(generation)")
                }
            }
            generations[account] = generation
        }
    }
}
