internal import Glibc

/// Why work on the disk came to nothing, before it is known what the work was for.
enum DiskFailure: Error, Hashable {
    case system(SystemCode)
    /// Latchkey itself said no, and why.
    case refused(String)

    /// Calls again while signals interrupt, and turns a negative answer into an error.
    @discardableResult
    static func check<Answer: SignedInteger>(
        _ call: () -> Answer
    ) throws(DiskFailure) -> Answer {
        while true {
            let answer = call()
            if answer >= 0 { return answer }
            let code = SystemCode.last
            guard code == .interrupted else { throw .system(code) }
        }
    }
}
