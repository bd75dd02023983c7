import FoundationEssentials
import Glibc

/// What it was measured on.
struct Machine: Sendable {
    let processor: String
    let cores: Int
    let memoryBytes: Int
    /// Before anything was started.
    let loadAtStart: Double

    static var current: Machine {
        Machine(
            processor: value("model name", in: "/proc/cpuinfo") ?? "unknown processor",
            cores: ProcessInfo.processInfo.activeProcessorCount,
            memoryBytes: Int(ProcessInfo.processInfo.physicalMemory),
            loadAtStart: load
        )
    }

    /// How many processes wanted to run in the last minute, on average.
    static var load: Double {
        var averages = [0.0]
        return unsafe getloadavg(&averages, 1) == 1 ? averages[0] : .nan
    }

    private static func value(_ name: String, in path: String) -> String? {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix(name) }
        return line?.split(separator: ":").last.map { String($0.drop { $0 == " " }) }
    }
}
