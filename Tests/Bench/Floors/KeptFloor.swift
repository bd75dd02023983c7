import Documents
import FoundationEssentials

/// The floor of gpg processes that are kept: gpg's own `--multifile`, given all names at once.
struct KeptFloor {
    let home: String
    let recipient: String
    let lanes: Int

    /// Writes the inputs to a folder, and times gpg alone.
    func run(_ inputs: [[UInt8]], _ operation: GPGCommand.Operation) throws -> Duration {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "latchkey-floor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let isOpening = operation == .decrypt
        let names = try inputs.enumerated().map { number, bytes in
            let file = folder.appending(path: "\(number)" + (isOpening ? ".gpg" : ""))
            try Data(bytes).write(to: file)
            return file.path
        }
        let command =
            ["gpg", "--homedir", home, "--batch", "--quiet", "--yes"]
            + (isOpening
                ? ["--multifile", "--decrypt"]
                : [
                    "--always-trust", "--compress-algo", "none", "--recipient", recipient,
                    "--multifile", "--encrypt",
                ])
        let environment = ProcessInfo.processInfo.environment
        let lanes = lanes
        let started = ContinuousClock.now
        try Lanes.run(lanes, count: lanes) {
        } _: { _, lane in
            let own = stride(from: lane, to: names.count, by: lanes).map { names[$0] }
            guard !own.isEmpty else { return }
            try Child.must(command + own, environment: environment)
        }
        let took = started.duration(to: .now)
        let made = names.map { isOpening ? String($0.dropLast(4)) : $0 + ".gpg" }
        for name in made where !FileManager.default.fileExists(atPath: name) {
            throw BenchError("gpg did not make \(name)")
        }
        return took
    }
}
