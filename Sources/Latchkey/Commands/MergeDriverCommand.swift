import ArgumentParser
import Documents
import FoundationEssentials
import Inbox
import Snapshot
import Vault

struct MergeDriverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge-driver",
        abstract: "Merge two sides of a connection file by generation; called by git.",
        discussion: """
            latchkey init sets it up in a clone: of each connection the newer one is taken, and the \
            result is encrypted to the recipients. Of limits.json the calls of both sides count. On \
            any failure it exits with 1 and touches nothing: git then reports a conflict.

              git config merge.latchkey.driver 'latchkey merge-driver %O %A %B %P'
            """
    )

    @OptionGroup var common: SharedOptions

    @Argument(help: "The common ancestor's version (git's %O).")
    var base: String

    @Argument(help: "Our version; the result goes here (%A).")
    var ours: String

    @Argument(help: "Their version (%B).")
    var theirs: String

    @Argument(help: "The file's path in the repository (%P).")
    var path: String?

    func run() async throws {
        do {
            try await merge()
        } catch let failure as CommandFailure {
            throw failure
        } catch let error as FileError {
            throw CommandFailure(.nothingRan, "\(error)")
        } catch {
            // Only 1 tells git of a conflict, whatever the reason.
            _ = ErrorReport.print(error)
            throw ExitStatus.nothingRan
        }
    }

    private func merge() async throws {
        if path?.hasSuffix(Self.limitsPath) == true {
            let files = LocalFileStore()
            let sides = (try side(ours, files), try side(theirs, files))
            guard let union = LimitUnion.bytes(sides.0, sides.1) else { return }
            return try files.replace(ours, with: union, mode: 0o644)
        }
        DescriptorLimit.narrow()
        let console = Console(common)
        let keys = try await KeyAccess(environment: ProcessEnvironment.values)
        defer { keys.remove() }
        let files = LocalFileStore()
        let folder = path?.split(separator: "/").dropLast().joined(separator: "/")
        let vault = ConnectionVault(
            directory: folder.flatMap { $0.isEmpty ? nil : $0 } ?? "\(common.data)/connections",
            files: files,
            cipher: keys.cipher()
        )
        if SealedDocument(path: path ?? "") == .inboxKeys {
            let bytes = try await InboxKeyStore(vault, ledger: SecretLedger()).merge(
                try side(ours, files),
                try side(theirs, files),
                path: path ?? ours
            )
            return try files.replace(ours, with: bytes, mode: 0o600)
        }
        // Without an ancestor more is kept.
        let ancestor = (try? files.read(base, limit: Self.limit)) ?? []
        let merge = try await vault.merge(
            base: ancestor.isEmpty ? nil : ancestor,
            ours: try side(ours, files),
            theirs: try side(theirs, files),
            path: path ?? ours
        )
        try files.replace(ours, with: merge.bytes, mode: 0o600)
        for note in merge.notes { console.note("\(merge.user)/\(note.sentence)") }
    }

    private static let limit = 16 << 20

    private static let limitsPath = "status/\(StatusPath.limits)"

    private func side(_ path: String, _ files: LocalFileStore) throws -> [UInt8] {
        guard let bytes = try files.read(path, limit: Self.limit) else {
            throw CommandFailure(.nothingRan, "there is no file \(path)")
        }
        return bytes
    }
}
