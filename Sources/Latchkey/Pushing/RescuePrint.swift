import Engine
import FoundationEssentials
import Repository
import Vault

/// Prints what could not be pushed, so that the log of a machine that goes away keeps it.
actor RescuePrint {
    private let session: Session
    private let checkout: Checkout
    private let publisher: Publisher
    /// What was printed already.
    private var printed: [UserID: [UInt8]] = [:]

    init(session: Session, checkout: Checkout, publisher: Publisher) {
        self.session = session
        self.checkout = checkout
        self.publisher = publisher
    }

    /// Says that a message printed before is not needed, where there is one.
    func retract() {
        guard !printed.isEmpty else { return }
        printed = [:]
        session.console.note("pushed after all: the message above is not needed")
    }

    /// Says why the push failed and, where connection files are not on the remote, prints them as
    /// one message with the command that brings them back.
    func print(_ failure: GitFailure) async {
        let console = session.console
        console.error("could not push to \(checkout.remoteName): \(failure.sentence)")
        var files: [UserID: [UInt8]] = [:]
        for (path, bytes) in (try? await publisher.unpushed()) ?? [:] {
            guard let user = PushedWork.user(of: path) else { continue }
            files[user] = bytes
        }
        guard !files.isEmpty, files != printed else { return }
        do {
            let message = try await session.surroundings.vault.rescueMessage(files)
            printed = files
            let count = ReportText.count(files.count, "connection file")
            console.plain(
                """
                latchkey: \(count) may be on this machine only. Before it goes away, save this \
                message, which only the recipients' keys open:
                \(message)latchkey: bring it back in any clone that has the key: \
                latchkey rescue FILE && latchkey sync --push
                """
            )
        } catch {
            console.error("the files could not be printed either: \(error.sentence)")
        }
    }
}
