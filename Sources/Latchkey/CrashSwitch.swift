import Documents
import Engine
import Glibc
import Synchronization

/// Ends the process as a power failure would, at a moment that a test names.
///
/// `LATCHKEY_TEST_KILL=answered` is the first passing of that point, `answered:3` the third. For
/// tests only: nothing is cleaned up, nothing is said.
final class CrashSwitch: Sendable {
    private static let variable = "LATCHKEY_TEST_KILL"

    private let point: CrashPoint
    /// Passings until the end.
    private let left: Mutex<Int>

    /// - Returns: `nil` where the environment names no point.
    /// - Throws: `CommandFailure` that lists the points, where it names none of them.
    init?(_ environment: [String: String]) throws {
        guard let text = environment[Self.variable], !text.isEmpty else { return nil }
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let passing = halves.count == 2 ? Int(halves[1]) ?? 0 : 1
        guard let point = CrashPoint.all.first(where: { $0.name == halves[0] }), passing > 0 else {
            throw CommandFailure(
                .badInput,
                "\(Self.variable) is \(text), which names no moment of a run",
                hint: "POINT or POINT:PASSING, where POINT is one of "
                    + CrashPoint.all.map(\.name).joined(separator: ", ")
            )
        }
        self.point = point
        left = Mutex(passing)
    }

    /// What the disk calls at the moments of a file's replacement.
    var writing: @Sendable (WritePoint, String) -> Void {
        { moment, path in
            guard let kind = CrashPoint.FileKind(path: path) else { return }
            self.pass(.writing(kind, moment))
        }
    }

    /// Ends the process where this is the passing that was named.
    func pass(_ point: CrashPoint) {
        guard point == self.point else { return }
        // Under the lock, so that no neighbour gets a step further.
        left.withLock { left in
            left -= 1
            guard left == 0 else { return }
            kill(getpid(), SIGKILL)
            while true { pause() }
        }
    }
}
