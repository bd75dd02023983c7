import ArgumentParser
import Fuzzing

/// A target as the command line names it.
enum TargetName {
    static func target(_ name: String) throws -> any FuzzTarget {
        guard let target = FuzzTargets.named(name) else {
            let known = FuzzTargets.names.joined(separator: ", ")
            throw ValidationError("there is no target \(name), only \(known)")
        }
        return target
    }
}
