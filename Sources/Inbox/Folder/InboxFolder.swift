package import Documents
internal import Crypto
internal import FoundationEssentials

/// `data/inbox/`: sealed messages on their way in, and those that were not taken.
package struct InboxFolder: Sendable {
    /// How many messages one run looks at; the rest wait for the next.
    package static let mostMessages = 1000

    /// The largest message that is read, in bytes.
    package static let sizeLimit = 64 << 10

    /// How many messages that were not taken are kept, the latest ones.
    static let mostRejected = 200

    package let path: String
    private let files: any FileStore

    package init(data: String, files: any FileStore) {
        path = "\(data)/inbox"
        self.files = files
    }

    /// Where what was not taken goes.
    package var rejectedPath: String { "\(path)/rejected" }

    /// The names of messages, sorted, all of them: what ends in `.jwe` and is not hidden.
    package func names() throws(FileError) -> [String] {
        try files.list(path).filter { $0.hasSuffix(".jwe") && !$0.hasPrefix(".") }
    }

    /// A message's text; `nil` where it is gone.
    ///
    /// A link is not followed: what it leads to was not sent.
    func text(_ name: String) throws(FileError) -> String? {
        let bytes = try files.readUnlinked("\(path)/\(name)", limit: Self.sizeLimit)
        return bytes.map { String(decoding: $0, as: UTF8.self).trimmingBlanks() }
    }

    /// Takes a message out, because all that it says is in the vault.
    func remove(_ name: String) throws(FileError) {
        try files.remove("\(path)/\(name)")
    }

    /// Puts a message aside with the reason, under a name of its own.
    ///
    /// What could not be read is not kept, only the reason.
    func reject(_ name: String, _ problem: MessageProblem, at now: Date) throws(FileError) {
        let old = "\(path)/\(name)"
        var isUnfit = false
        if case .unfit = problem { isUnfit = true }
        let content = isUnfit ? nil : try files.readUnlinked(old, limit: Self.sizeLimit)
        let id = Self.id(of: content ?? Array(name.utf8))
        let reason: JSONValue = [
            "ok": false, "schema": "latchkey/rejected/1", "at": .string(Timestamp.text(now)),
            "reason": .string(problem.code), "message": .string(problem.sentence),
        ]
        // First the reason: a message without one would be a riddle.
        try files.replace(
            "\(rejectedPath)/\(id).json",
            with: reason.canonicalText(),
            mode: 0o644
        )
        if content == nil {
            try files.remove(old)
        } else {
            try files.move(old, to: "\(rejectedPath)/\(id).jwe")
        }
    }

    /// Removes what was rejected longest ago, beyond what is kept.
    func thinOut() throws(FileError) {
        let names = try files.list(rejectedPath).filter { $0.hasSuffix(".json") }
        guard names.count > Self.mostRejected else { return }
        var aged: [(at: String, id: String)] = []
        for name in names {
            let bytes = try? files.readUnlinked("\(rejectedPath)/\(name)", limit: 4096)
            let reason = bytes.flatMap { try? JSONValue(parsing: $0, depthLimit: 4) }
            aged.append((reason?["at"]?.string ?? "", String(name.dropLast(5))))
        }
        aged.sort { ($0.at, $0.id) < ($1.at, $1.id) }
        for (_, id) in aged.prefix(names.count - Self.mostRejected) {
            try files.remove("\(rejectedPath)/\(id).jwe")
            try files.remove("\(rejectedPath)/\(id).json")
        }
    }

    /// Puts a text that was received into the inbox, under a name made from it.
    ///
    /// - Returns: The name.
    package func add(_ text: String) throws(FileError) -> String {
        let bytes = Array(text.utf8)
        let name = "\(Self.id(of: bytes)).jwe"
        try files.replace("\(path)/\(name)", with: bytes, mode: 0o644)
        return name
    }

    /// The first 16 hexadecimal digits of the SHA-256, as the pages name a message.
    private static func id(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count < 2 ? "0" + digits : digits
        }.joined()
    }
}

extension String {
    /// Without blanks and line ends around it.
    func trimmingBlanks() -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0.isNewline || $0 == "\t" }
        let start = drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(start[...last])
    }
}
