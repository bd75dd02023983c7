import Engine
import FoundationEssentials
import Vault

extension World {
    /// What people do between two runs.
    mutating func act() async {
        let days = climate.cadence / 86_400
        for account in climate.accounts where damaged[account.user] == nil {
            let isThere = enrolled.contains(account)
            let state = records[key(account)]?.state
            if !isThere {
                if people.happens(0.3 * days) { await consent(account) }
                continue
            }
            switch state {
            case .needsReconnect where people.happens(0.15 * days): await consent(account)
            case .disconnected where people.happens(0.03 * days): await consent(account)
            default: break
            }
            if people.happens(0.5 / 365 * days) { await consent(account) }
            if people.happens(0.3 / 365 * days) { await disconnect(account) }
            if people.happens(1.0 / 365 * days) { revoke(account) }
            if people.happens(0.05 * days) {
                stage.with { $0.provider.followers[account, default: 10] += 1 }
            }
            if climate.roughness > 0, people.happens(0.005 * days) {
                let isOn = people.happens(0.5)
                stage.with { stage in
                    if isOn {
                        stage.provider.echoes.insert(account)
                    } else {
                        stage.provider.echoes.remove(account)
                    }
                }
            }
        }
    }

    func key(_ account: Account) -> ConnectionKey {
        // The names are made here, of letters and digits.
        let user = UserID(account.user) ?? UserID("nobody")
        guard let user else { return key(account) }
        return ConnectionKey(
            user: user,
            provider: account.kind.rawValue,
            label: Connection.defaultLabel
        )
    }

    /// A person consents, and the code waits in the person's file.
    private mutating func consent(_ account: Account) async {
        guard let pipeline = program.pipelines[account.kind.rawValue] else { return }
        let code = stage.with { stage -> String in
            stage.tally.consents += 1
            stage.restored.remove(account)
            stage.trace.note(stage.now, "\(account) consents")
            return stage.provider.consent(account, at: stage.now)
        }
        judge.forget([account])
        let key = key(account)
        let now = stage.localNow
        await edit(account.user) { file in
            (try? Enrollment.accept(
                code,
                key,
                pipeline,
                in: file,
                redirectURI: Program.redirect,
                parameters: [:],
                now: now
            )) ?? file
        }
        enrolled.insert(account)
        if people.happens(0.85) { runSoon = account }
    }

    private mutating func disconnect(_ account: Account) async {
        note("\(account) is disconnected")
        let key = key(account)
        let now = stage.localNow
        await edit(account.user) { Enrollment.disconnect(key, in: $0, now: now) }
        stage.with { stage in
            stage.provider.revoke(account, at: stage.now)
            stage.restored.remove(account)
        }
        judge.forget([account])
    }

    private func revoke(_ account: Account) {
        stage.with { stage in
            stage.trace.note(stage.now, "\(account) is revoked at the provider")
            stage.provider.revoke(account, at: stage.now)
        }
    }

    /// Somebody changes a user's file with a program of their own, between two runs.
    private func edit(_ user: String, _ change: (UserFile) -> UserFile) async {
        guard let id = UserID(user) else { return }
        stage.with { $0.begin(0, -1, RunFaults()) }
        let vault = program.vault(0)
        do {
            let stored = try await vault.load(id)
            let file = change(stored?.file ?? UserFile(user: id))
            _ = try await vault.save(file, replacing: stored?.digest)
        } catch {
            stage.with { $0.violate("a file could not be edited in peace: \(error.sentence)") }
        }
        stage.with { stage in
            let files = stage.machines[0].disk.files
            stage.remote?.files = files
            stage.remote?.version += 1
        }
    }
}
