import Documents
import Glibc
import Synchronization

/// The only place that prints.
///
/// - Results go to standard output; everything else goes to standard error.
/// - Messages are `latchkey: error: …`, `warning: …`, `hint: …`: lower case, no final stop.
/// - Colour and progress appear on a terminal only, and never with `NO_COLOR` or `TERM=dumb`.
/// - `--quiet` silences all but errors and results; `--verbose` adds notes.
struct Console: Sendable {
    enum Loudness: Sendable { case quiet, normal, verbose }

    var loudness: Loudness
    /// Whether standard output, and standard error, are terminals that take colour.
    let coloursOutput: Bool
    let coloursErrors: Bool
    private let progressLine: ProgressLine

    init(loudness: Loudness, environment: [String: String]) {
        self.loudness = loudness
        let mayColour =
            environment["NO_COLOR"].map(\.isEmpty) ?? true && environment["TERM"] != "dumb"
        coloursOutput = mayColour && isatty(STDOUT_FILENO) == 1
        coloursErrors = mayColour && isatty(STDERR_FILENO) == 1
        progressLine = ProgressLine(isShown: coloursErrors && loudness != .quiet)
    }

    /// A result, with a line end.
    func result(_ text: String) {
        progressLine.clear()
        Self.write(text + "\n", to: STDOUT_FILENO)
    }

    /// A result as it is.
    func resultBytes(_ bytes: [UInt8]) {
        progressLine.clear()
        Self.write(bytes, to: STDOUT_FILENO)
    }

    func error(_ message: String) { say("error", Paint.red, message) }
    func warning(_ message: String) {
        if loudness != .quiet { say("warning", Paint.yellow, message) }
    }
    func hint(_ message: String) {
        if loudness != .quiet { say("hint", Paint.blue, message) }
    }

    /// What a person may want to know while it happens.
    func note(_ message: String) {
        if loudness != .quiet { plain("latchkey: \(message)") }
    }

    /// Only with `--verbose`.
    func detail(_ message: String) {
        if loudness == .verbose { plain("latchkey: \(message)") }
    }

    /// A note for whoever watches: on a terminal, or with `--verbose`.
    func aside(_ message: String) {
        isatty(STDERR_FILENO) == 1 ? note(message) : detail(message)
    }

    /// A line of standard error without prefix: a command of the CI system, a diagnostic.
    func plain(_ text: String) {
        progressLine.clear()
        Self.write(text + "\n", to: STDERR_FILENO)
    }

    func progress(_ phase: String, _ done: Int, _ total: Int) {
        progressLine.show(phase, done, total)
    }

    func endProgress() { progressLine.clear() }

    private func say(_ kind: String, _ paint: Paint, _ message: String) {
        plain("latchkey: \(paint.on("\(kind):", if: coloursErrors)) \(message)")
    }

    /// Whether something could not be written for another reason than a reader that went away.
    static let hasFailed = Mutex(false)

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            // A reader that went away is no reason to end a run that still has tokens to keep.
            guard count > 0 else {
                if errno != EPIPE { hasFailed.withLock { $0 = true } }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
