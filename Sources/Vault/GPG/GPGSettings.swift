/// Where gpg finds its keys, and how it comes by a passphrase.
package struct GPGSettings: Sendable {
    /// Where a passphrase comes from when a key has one.
    package enum Passphrase: Sendable {
        /// This one; it reaches gpg through a pipe.
        case given(Secret)
        /// The agent asks the person at the terminal or desktop.
        case asked
        /// Nobody can be asked: only what the agent remembers works.
        case never
    }

    /// The key home; `nil` for `GNUPGHOME` or gpg's own.
    package var home: String?
    package var passphrase: Passphrase

    package init(home: String? = nil, passphrase: Passphrase = .never) {
        self.home = home
        self.passphrase = passphrase
    }
}
