import Glibc

/// The process's environment, read once.
enum ProcessEnvironment {
    static let values: [String: String] = {
        var values: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let halves = unsafe String(cString: text).split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            if halves.count == 2 { values[String(halves[0])] = String(halves[1]) }
            unsafe entry = entry.advanced(by: 1)
        }
        return values
    }()
}
