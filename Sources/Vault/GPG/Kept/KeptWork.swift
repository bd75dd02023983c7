/// What a kept gpg does to each message it is asked for.
package enum KeptWork: Hashable, Sendable {
    case opening
    /// To exactly the keys with these fingerprints.
    case sealing(to: [String])

    /// What gpg is started with; what gpgme would say, and what `--multifile` needs besides.
    func arguments(_ settings: GPGSettings, terminal: String?) -> [String] {
        var arguments: [String] = []
        if let home = settings.home, !ProcessKeyHome.isAdopted(home) {
            arguments += ["--homedir", home]
        }
        // Status and log on one line, in their order; whatever gpg.conf says of verbosity and logs.
        arguments += [
            "--batch", "--no-tty", "--quiet", "--no-verbose", "--yes", "--charset", "utf8",
            "--status-fd", "2", "--log-file", "-", "--exit-on-status-write-error",
            // A message must not name the file it is written to.
            "--no-use-embedded-filename",
            "--disable-dirmngr", "--auto-key-locate", "local", "--no-auto-check-trustdb",
        ]
        switch settings.passphrase {
        case .given:
            arguments += [
                "--pinentry-mode", "loopback", "--passphrase-fd", "\(KeptGPG.passphraseDescriptor)",
            ]
        case .asked:
            arguments += ["--pinentry-mode", "default"]
            if let terminal { arguments += ["--ttyname", terminal] }
        case .never:
            arguments += ["--pinentry-mode", "error"]
        }
        switch self {
        case .opening:
            arguments += [
                "--max-output", "\(GPGContext.plaintextLimit)", "--multifile", "--decrypt",
            ]
        case .sealing(let fingerprints):
            arguments += [
                "--compress-algo", "none", "--always-trust", "--no-encrypt-to", "--set-filename",
                "",
            ]
            arguments += fingerprints.flatMap { ["--recipient", $0] }
            arguments += ["--multifile", "--encrypt"]
        }
        return arguments
    }
}
