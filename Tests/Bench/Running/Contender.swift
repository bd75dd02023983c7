/// Who does a row's job, or a part of it that nobody can do without.
enum Contender: String, CaseIterable, Sendable {
    case latchkey
    /// A bare libcurl loop that makes the same requests.
    case network
    /// gpgme's operations alone.
    case decrypt, encrypt
    /// Encrypted and decrypted again, as latchkey does before a file takes another's place.
    case prove
    /// What `decrypt` or `encrypt` does, by a few gpg processes that are given all files at once.
    case kept
    /// A shell loop with gpg, jq and curl.
    case plain
    /// Python's asyncio with a pool of gpg processes.
    case script

    /// How many users it does the job for; the time is scaled to all of them.
    func sample(of users: Int) -> Int {
        switch self {
        case .latchkey, .network: users
        case .decrypt, .encrypt, .prove, .kept: min(users, 2000)
        case .plain: min(users, 40)
        case .script: min(users, 1000)
        }
    }
}
