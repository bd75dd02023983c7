/// What the program's exit says.
///
/// The one table; README shows it.
enum ExitStatus: Int32, Error {
    /// All that was due was done.
    case success = 0
    /// Nothing could run: no data directory, no key, a full disk.
    case nothingRan = 1
    /// A bad option, a bad pipeline file, a malformed query.
    case badInput = 2
    /// The run went on, and some connections failed in it.
    case someFailed = 3
    /// Not one connection file could be decrypted, or another run holds the data directory.
    case locked = 4
    /// SIGHUP: the terminal went away.
    case hungUp = 129
    /// SIGINT.
    case interrupted = 130
    /// SIGTERM.
    case terminated = 143
}
