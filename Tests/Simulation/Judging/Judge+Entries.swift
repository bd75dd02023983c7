import Engine
import FoundationEssentials
import Pipeline
import Vault

extension Judge {
    /// What a run has told of one connection, held to the truth.
    mutating func judge(
        _ entry: RunReport.Entry,
        _ account: Account,
        _ process: ProcessModel,
        _ stage: Stage
    ) {
        let connection = vaults.connection(account)
        let credential = vaults.credential(account)
        let isAlive = stage.with { stage in
            credential.map { stage.provider.accepts($0, at: stage.now) } ?? false
        }
        let record = entry.record
        let isNews = entry.before?.state != record.state
        if isNews, record.state == .inDoubt { stage.with { $0.tally.inDoubt += 1 } }
        if record.state == .needsReconnect {
            // (3) Never while what the vault holds would work.
            if isAlive, connection?.disconnectedAt == nil {
                stage.with { stage in
                    stage.tally.falseReconnects += 1
                    stage.violate("(3) \(account) needs_reconnect, and its grant is alive")
                }
            } else if isNews {
                stage.with { $0.tally.reconnects += 1 }
            }
        }
        judgeSilence(entry, account, isAlive, stage)
        judgeTimes(record, credential, isAlive, stage)
    }

    /// (4) A dead grant is not called connected by runs that looked at it.
    private mutating func judgeSilence(
        _ entry: RunReport.Entry,
        _ account: Account,
        _ isAlive: Bool,
        _ stage: Stage
    ) {
        let calledWell = [.connected, .expiring].contains(entry.record.state)
        guard calledWell, !isAlive else {
            silences[account] = nil
            return
        }
        let didLook = entry.didRead || entry.didRefresh
        guard didLook else { return }
        silences[account, default: 0] += 1
        if silences[account, default: 0] > 2 {
            stage.with {
                $0.violate(
                    "(4) \(account) is dead, and \(entry.record.state.rawValue) all the same"
                )
            }
        }
    }

    /// (10) No date is later than the truth, as far as clocks were right.
    private func judgeTimes(
        _ record: ConnectionRecord,
        _ credential: String?,
        _ isAlive: Bool,
        _ stage: Stage
    ) {
        guard isAlive, let credential, let shown = record.expiresAt else { return }
        stage.with { stage in
            guard let grant = stage.provider.owner(credential), grant.consentedAt > lastSkew,
                let end = stage.provider.endOfLife(credential)
            else { return }
            // A code may have taken its whole life to arrive.
            if shown > end.addingTimeInterval(grant.account.kind.codeLife) {
                stage.violate("(10) \(grant.account) is said to live until \(shown), not \(end)")
            }
        }
    }

    /// (4) A loss is told by the run it happened in or the next that ends.
    mutating func judgeTold(
        _ entry: RunReport.Entry,
        _ account: Account,
        _ report: RunReport,
        _ stage: Stage,
        _ number: Int
    ) {
        guard let loss = losses[account], entry.plan?.rest != .notSelected else { return }
        let states: [ConnectionState] = [.inDoubt, .needsReconnect]
        let reasons = [entry.record.reason, entry.failure?.reason, entry.before?.reason]
        let isTold =
            states.contains(entry.record.state) || entry.plan?.actions.first == .refresh(.inDoubt)
            || entry.before.map { states.contains($0.state) } ?? false
            || reasons.contains(.notSaved) || reasons.contains(.codeInDoubt)
            || report.unsecured != nil
        if isTold {
            stage.with { $0.tally.lostTold += 1 }
            losses[account] = nil
        } else if number > loss.run {
            losses[account] = nil
            let reason = entry.record.reason?.rawValue ?? "no reason"
            let before = entry.before.map { "\($0.state.rawValue) before" } ?? "unknown before"
            stage.with {
                $0.violate(
                    "(4) the loss of \(account) was not told: it is "
                        + "\(entry.record.state.rawValue) (\(reason)), \(before)"
                )
            }
        }
    }

    /// After days of calm, each status is what it should be.
    mutating func judgeTruth(_ ran: RanProcess, _ program: Program) async {
        let stage = program.stage
        for entry in ran.report.entries {
            guard let account = Account(entry.record.key) else { continue }
            let connection = vaults.connection(account)
            let credential = vaults.credential(account)
            let (isAlive, isFresh) = stage.with { stage -> (Bool, Bool) in
                guard let credential else { return (false, false) }
                // Two looks, an hour apart at the least, take two of the calm's runs.
                let earlier = stage.now.addingTimeInterval(-15 * 3600)
                return (
                    stage.provider.accepts(credential, at: stage.now),
                    stage.provider.accepts(credential, at: earlier)
                )
            }
            // What has just ended of old age may not be known to have.
            guard isAlive || !isFresh else { continue }
            let expected: [ConnectionState] =
                if connection?.disconnectedAt != nil {
                    [.disconnected]
                } else if isAlive {
                    [.connected, .expiring]
                } else {
                    [.needsReconnect]
                }
            guard !expected.contains(entry.record.state) else { continue }
            let reason = entry.record.reason?.rawValue ?? "no reason"
            stage.with {
                $0.violate(
                    "(9) after days of calm \(account) is \(entry.record.state.rawValue) "
                        + "(\(reason)), not \(expected[0].rawValue)"
                )
            }
        }
        if !ran.report.closedFiles.isEmpty {
            stage.with { $0.violate("(9) after days of calm files can't be opened") }
        }
    }
}
