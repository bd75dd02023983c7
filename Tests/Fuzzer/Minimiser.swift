import Glibc

/// Makes an input smaller for as long as it breaks the same way.
struct Minimiser {
    let target: String
    let outcome: ChildRun

    /// Tries, each a process.
    private static let mostTries = 600
    private static let seconds = 20

    /// Cuts halves, quarters and so on down to bytes, over and over (delta debugging).
    func smallest(_ input: [UInt8]) throws -> [UInt8] {
        var best = input
        var tries = 0
        let end = time(nil) + Self.seconds
        var size = max(1, best.count / 2)
        while true {
            var start = 0
            var didShrink = false
            while start < best.count, tries < Self.mostTries, time(nil) < end {
                var shorter = best
                shorter.removeSubrange(start..<min(start + size, shorter.count))
                tries += 1
                if try ChildRun.input(target, shorter) == outcome.end {
                    best = shorter
                    didShrink = true
                } else {
                    start += size
                }
            }
            guard tries < Self.mostTries, time(nil) < end else { return best }
            if size == 1, !didShrink { return best }
            size = max(1, size / 2)
        }
    }
}
