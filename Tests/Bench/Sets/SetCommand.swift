import ArgumentParser
import Documents
import FoundationEssentials
import Vault

/// Makes a data set: encrypted connection files, in parallel lanes.
struct SetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make-set",
        abstract: "Encrypt the connection files of a data set.",
        shouldDisplay: false
    )

    @Argument var folder: String
    @Option var kind: SetKind
    @Option(help: "The first user to make.")
    var first = 0
    @Option(help: "How many users there are to be.")
    var count: Int
    @Option var home: String
    @Option var recipient: String
    @Option var lanes = 4

    func run() throws {
        DescriptorLimit.narrow()
        let (kind, folder, home, recipient) = (kind, folder, home, recipient)
        let (first, now) = (first, Date())
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        try Lanes.run(lanes, count: count - first) {
            try GPGWorker(home: home)
        } _: { worker, number in
            let user = BenchUser(kind: kind, number: first + number)
            let sealed = try worker.encrypt(user.file(consentedAt: now), to: recipient)
            // No sync: what a crash takes from a data set is made again.
            try Data(sealed).write(to: URL(filePath: "\(folder)/\(user.name).gpg"))
        }
    }
}
