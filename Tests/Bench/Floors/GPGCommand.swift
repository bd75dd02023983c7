import ArgumentParser
import Documents
import FoundationEssentials
import Vault

/// The gpg floor: nothing but gpgme's operations, on files of a data set.
struct GPGCommand: ParsableCommand {
    /// What is done to each file.
    enum Operation: String, CaseIterable, ExpressibleByArgument {
        case decrypt, encrypt
        /// Encrypted, and what came of it decrypted, as proof.
        case prove
    }

    static let configuration = CommandConfiguration(
        commandName: "gpg",
        abstract: "Time gpgme's operations alone; prints microseconds.",
        shouldDisplay: false
    )

    @Argument var operation: Operation
    @Option var set: String
    @Option var kind: SetKind
    @Option var count: Int
    @Option var home: String
    @Option var recipient: String
    @Option var lanes = 4
    @Flag(help: "By gpg processes that are given all files at once, and not by gpgme.")
    var kept = false

    func validate() throws {
        guard !kept || operation != .prove else { throw ValidationError("--kept proves nothing") }
    }

    func run() throws {
        // As latchkey does: gpg closes every descriptor up to the limit when it starts.
        DescriptorLimit.narrow()
        let (operation, home, recipient, now) = (operation, home, recipient, Date())
        let inputs = try (0..<count).map { number in
            let user = BenchUser(kind: kind, number: number)
            guard operation == .decrypt else { return user.file(consentedAt: now) }
            let path = "\(set)/\(user.name).gpg"
            guard let bytes = try LocalFileStore().read(path, limit: 1 << 20) else {
                throw BenchError("\(path) is missing")
            }
            return bytes
        }
        guard !kept else {
            let floor = KeptFloor(home: home, recipient: recipient, lanes: lanes)
            return print(try floor.run(inputs, operation).microseconds)
        }
        let started = ContinuousClock.now
        try Lanes.run(lanes, count: count) {
            try GPGWorker(home: home)
        } _: { worker, number in
            switch operation {
            case .decrypt: _ = try worker.decrypt(inputs[number])
            case .encrypt: _ = try worker.encrypt(inputs[number], to: recipient)
            case .prove:
                let sealed = try worker.encrypt(inputs[number], to: recipient)
                guard try worker.decrypt(sealed) == inputs[number] else {
                    throw BenchError("what was encrypted decrypts to something else")
                }
            }
        }
        print(started.duration(to: .now).microseconds)
    }
}
