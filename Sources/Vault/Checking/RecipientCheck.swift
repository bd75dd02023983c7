internal import FoundationEssentials

/// Looks at each recipient's key by itself, so that one bad key hides no other.
struct RecipientCheck {
    let vault: ConnectionVault

    func findings(now: Date) async -> [VaultFinding] {
        let names: [String]
        do throws(VaultError) {
            names = try vault.recipients()
        } catch {
            return [VaultFinding(.problem, "recipients", error.sentence)]
        }
        var findings: [VaultFinding] = []
        var hasSecret = false
        for name in names {
            do throws(VaultError) {
                for recipient in try await vault.findRecipients([name], now: now) {
                    hasSecret = hasSecret || recipient.key.hasSecret
                    findings += Self.findings(on: recipient, now: now)
                }
            } catch {
                findings.append(
                    VaultFinding(
                        .problem,
                        "recipient \(name)",
                        error.sentence,
                        advice: "give it a key that works or take its line out of .gpg-id"
                    )
                )
            }
        }
        guard !hasSecret else { return findings }
        return findings + [Self.noSecretKey]
    }

    private static let noSecretKey = VaultFinding(
        .problem,
        "secret key",
        "there is no secret key here for any recipient: no file can be opened",
        advice: "import one with gpg --import, or set LATCHKEY_GPG_KEY"
    )

    private static func findings(on recipient: Recipient, now: Date) -> [VaultFinding] {
        let key = recipient.key
        let subject = "recipient \(recipient.name)"
        let part = key.parts.last { $0.canEncrypt && !$0.isOutOfUse }
        let algorithm = part?.algorithm ?? "unknown"
        let secret = key.hasSecret ? "secret key here" : "public key only"
        var findings = [VaultFinding(.good, subject, "\(key.name), \(algorithm), \(secret)")]
        if let warning = RecipientWarning(recipient, now: now) {
            findings.append(
                VaultFinding(.warning, subject, warning.sentence, advice: warning.advice)
            )
        }
        if key.hasSecret, algorithm.hasPrefix("rsa") {
            findings.append(
                VaultFinding(
                    .warning,
                    subject,
                    "\(algorithm) decrypts three to five times slower than cv25519",
                    advice: "with many users, make a cv25519 key and run latchkey rekey"
                )
            )
        }
        return findings
    }
}
