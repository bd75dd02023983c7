internal import Documents
package import FoundationEssentials

/// Looks at all the vault depends on, for `doctor`: it changes nothing but a probe it removes.
package struct VaultCheck: Sendable {
    private let vault: ConnectionVault
    private let cipher: GPGCipher

    package init(vault: ConnectionVault, cipher: GPGCipher) {
        self.vault = vault
        self.cipher = cipher
    }

    /// What was found, in the order things depend on each other.
    package func findings(now: Date) async -> [VaultFinding] {
        let inspection: GPGInspection
        do throws(CipherError) {
            inspection = try await cipher.inspect()
        } catch {
            return [
                VaultFinding(
                    .problem,
                    "gpg",
                    error.reason,
                    advice: "install gnupg 2.2 or newer, with gpg-agent"
                )
            ]
        }
        var findings = [version(inspection), home(inspection)]
        findings += settings(inspection)
        findings += await RecipientCheck(vault: vault).findings(now: now)
        findings.append(await roundTrip(now: now))
        findings.append(agent(inspection))
        findings.append(files())
        if let finding = await pack() { findings.append(finding) }
        return findings
    }

    private func pack() async -> VaultFinding? {
        guard let state = try? await vault.packState() else { return nil }
        switch state {
        case .absent:
            return VaultFinding(.good, "pack", "none yet: the next sync makes it")
        case .locked:
            return VaultFinding(
                .warning,
                "pack",
                "\(vault.packKeyPath) can't be opened, so the next run opens every file by itself",
                advice: "nothing, if this key is among the recipients: the next sync makes another"
            )
        case .ready(let known, let users, let bytes):
            return VaultFinding(
                .good,
                "pack",
                "opens \(known) of \(users) files without gpg, \((bytes + 1023) / 1024) KiB"
            )
        }
    }

    private func version(_ inspection: GPGInspection) -> VaultFinding {
        VaultFinding(
            .good,
            "gpg",
            "gpg \(inspection.gpgVersion) at \(inspection.gpgPath), "
                + "gpgme \(inspection.gpgmeVersion)"
        )
    }

    private func home(_ inspection: GPGInspection) -> VaultFinding {
        let length = inspection.agentSocket.utf8.count
        guard length <= KeyHome.socketPathLimit else {
            return VaultFinding(
                .problem,
                "key home",
                "\(inspection.home): the path of its agent's socket has \(length) bytes, "
                    + "more than the system's \(KeyHome.socketPathLimit)",
                advice: "use a key home with a shorter path"
            )
        }
        return VaultFinding(.good, "key home", "\(inspection.home), socket path \(length) bytes")
    }

    /// Settings a key home of Latchkey's own has, and a person's own may lack.
    private func settings(_ inspection: GPGInspection) -> [VaultFinding] {
        let wanted = [
            ("gpg-agent.conf", "auto-expand-secmem", "a busy agent answers \"No secret key\""),
            ("gpg.conf", "no-random-seed-file", "gpg processes side by side stall now and then"),
        ]
        return wanted.compactMap { file, option, effect in
            let bytes = try? vault.files.read("\(inspection.home)/\(file)", limit: 1 << 20)
            let lines = String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n")
            guard !lines.contains(where: { $0.hasPrefix(option) }) else { return nil }
            return VaultFinding(
                .warning,
                "key home",
                "\(file) lacks \(option), without which \(effect)",
                advice: "add the line \(option) to \(inspection.home)/\(file)"
            )
        }
    }

    private func roundTrip(now: Date) async -> VaultFinding {
        do throws(VaultError) {
            _ = try await vault.proveRecipients(now: now)
        } catch {
            return VaultFinding(
                .problem,
                "round trip",
                error.sentence,
                advice: "nothing is spent until this works"
            )
        }
        return VaultFinding(.good, "round trip", "encrypted, decrypted, written and removed")
    }

    private func agent(_ inspection: GPGInspection) -> VaultFinding {
        guard AgentSocket(inspection.agentSocket).isAnswering else {
            return VaultFinding(
                .warning,
                "agent",
                "no gpg-agent answers at \(inspection.agentSocket)",
                advice: "start one with gpgconf --launch gpg-agent and see what it says"
            )
        }
        return VaultFinding(.good, "agent", "answers at \(inspection.agentSocket)")
    }

    private func files() -> VaultFinding {
        let listing: VaultListing
        do throws(VaultError) {
            listing = try vault.listing()
        } catch {
            return VaultFinding(.problem, "files", error.sentence)
        }
        guard let first = listing.strangers.first else {
            let users = listing.users.count == 1 ? "1 user" : "\(listing.users.count) users"
            return VaultFinding(.good, "files", "\(users) in \(vault.directory)")
        }
        let isOne = listing.strangers.count == 1
        let names = isOne ? "1 name" : "\(listing.strangers.count) names"
        return VaultFinding(
            .warning,
            "files",
            "\(names) in \(vault.directory) \(isOne ? "is" : "are") no user's: "
                + first.debugDescription + (isOne ? "" : " and others"),
            advice: "a user id is 1 to 128 of A-Z a-z 0-9 . _ @ - without a leading dot"
        )
    }
}
