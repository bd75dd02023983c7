internal import Glibc

/// A gpg process that is kept, and asked for one message after the other.
///
/// gpg's `--multifile` reads file names from standard input as they come. The two names it is told
/// are links to two files in memory that it inherits, so that no message is ever in a folder. Where
/// it does not surely do well it is no judge: the caller asks gpgme, and ends this one.
@safe
final class KeptGPG {
    /// Where the child finds its files.
    static let plaintextDescriptor: Int32 = 20
    static let ciphertextDescriptor: Int32 = 21
    static let passphraseDescriptor: Int32 = 22
    /// How long an idle gpg may take to end, in milliseconds, before it is killed.
    private static let grace: Int32 = 2000

    let work: KeptWork
    let process: pid_t
    private let folder: MessageFolder
    /// Names go out, status and log lines come in.
    private let line: Descriptor
    private let plaintext: MemoryFile
    private let ciphertext: MemoryFile

    /// Starts a process; `nil` where one can't be had.
    init?(_ work: KeptWork, _ settings: GPGSettings) {
        guard let program = GPGLibrary.gpgPath, let folder = MessageFolder.shared(),
            let plaintext = MemoryFile("plaintext"), let ciphertext = MemoryFile("ciphertext"),
            let (line, childLine) = Self.makeLine()
        else { return nil }
        var files = [
            (childLine, 0), (childLine, 2), (plaintext.descriptor, Self.plaintextDescriptor),
            (ciphertext.descriptor, Self.ciphertextDescriptor),
        ]
        if case .given(let secret) = settings.passphrase {
            guard let held = Self.holdOut(secret) else { return nil }
            files.append((held, Self.passphraseDescriptor))
        }
        let arguments = [program] + work.arguments(settings, terminal: Self.terminal)
        guard let process = Self.spawn(arguments, files) else { return nil }
        self.work = work
        self.process = process
        self.folder = folder
        self.line = line
        self.plaintext = plaintext
        self.ciphertext = ciphertext
    }

    deinit {
        _ = shutdown(line.number, Int32(SHUT_WR))
        // It hears that nothing more will come, and ends; then nobody holds the other end.
        var poll = pollfd(fd: line.number, events: Int16(POLLIN), revents: 0)
        var rest = [UInt8](repeating: 0, count: 4096)
        for _ in 0..<StatusTrail.limit / rest.count {
            guard unsafe Glibc.poll(&poll, 1, Self.grace) > 0,
                unsafe recv(line.number, &rest, rest.count, 0) > 0
            else { break }
        }
        // If it has ended, it still has its number: nobody has waited for it.
        kill(process, SIGKILL)
        var status: CInt = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// Has gpg work on a message.
    ///
    /// - Returns: What came of it and for whom it was, or `nil` where that is not sure; then this
    ///   process is of no more use.
    func transform(_ message: [UInt8]) -> OpenedMessage? {
        defer {
            plaintext.clear()
            ciphertext.clear()
        }
        let isOpening = work == .opening
        guard isOpening ? ciphertext.fill(message) : plaintext.fill(message),
            isOpening ? plaintext.clear() : ciphertext.clear(),
            ask(for: isOpening ? folder.ciphertextName : folder.plaintextName),
            let trail = follow()
        else { return nil }
        guard isOpening else {
            guard let made = ciphertext.contents(limit: .max), !made.isEmpty else { return nil }
            return OpenedMessage(plaintext: made, keyIDs: [])
        }
        guard let opened = plaintext.contents(limit: GPGContext.plaintextLimit),
            opened.count == trail.plaintextLength ?? opened.count
        else { return nil }
        return OpenedMessage(plaintext: opened, keyIDs: trail.keyIDs)
    }

    private func ask(for name: String) -> Bool {
        let bytes = Array("\(name)\n".utf8)
        // A gpg that died must not end us by SIGPIPE.
        return unsafe send(line.number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            == bytes.count
    }

    /// Reads until gpg is done with the message; `nil` where it did not do well.
    private func follow() -> StatusTrail? {
        var trail = StatusTrail(work)
        var buffer = [UInt8](repeating: 0, count: 4096)
        while trail.end == nil {
            let count = unsafe recv(line.number, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            trail.read(buffer[..<count])
        }
        return trail.end == .well ? trail : nil
    }
}

/// It belongs to one lane.
@available(*, unavailable)
extension KeptGPG: Sendable {}
