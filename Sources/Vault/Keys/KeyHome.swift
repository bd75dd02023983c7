internal import FoundationEssentials
internal import Glibc

/// A folder of gpg's, with the settings that let many gpg processes work side by side.
package struct KeyHome: Sendable, Hashable {
    package let path: String

    /// The longest path of a Unix socket, in bytes, its ending NUL not counted.
    package static let socketPathLimit = 107
    /// The longest of the sockets gpg-agent makes in its home.
    private static let longestSocketName = "/S.gpg-agent.browser"

    /// Names a home that is there, or one about to be made; its path is made absolute.
    package init(_ path: String) {
        // An agent lives on in the root folder, where a relative path names another place.
        let isAbsolute = path.hasPrefix("/")
        self.path = isAbsolute ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }

    /// Makes the folder, for this user alone, and the settings it lacks; what is there stays.
    package func make() throws(KeyHomeError) {
        try checkLength()
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .notMade(path: path, reason: "its folder can't be made")
        }
        guard unsafe chmod(path, 0o700) == 0 else {
            throw .notMade(path: path, reason: "its mode can't be set to 0700")
        }
        for (name, text) in Self.settings { try write(text, name) }
    }

    /// Refuses a path too long for the agent's sockets, which gpg tells of as a missing agent.
    func checkLength() throws(KeyHomeError) {
        let length = path.utf8.count + Self.longestSocketName.utf8.count
        guard length <= Self.socketPathLimit else {
            throw .pathTooLong(
                path: path,
                limit: Self.socketPathLimit - Self.longestSocketName.utf8.count
            )
        }
    }

    private func write(_ text: String, _ name: String) throws(KeyHomeError) {
        let file = "\(path)/\(name)"
        guard !FileManager.default.fileExists(atPath: file) else { return }
        do {
            try Data(text.utf8).write(to: URL(filePath: file))
        } catch {
            throw .notMade(path: path, reason: "its \(name) can't be written")
        }
    }

    private static let settings = [
        (
            "gpg.conf",
            """
            # Parallel gpg processes wait for each other over the seed file.
            no-random-seed-file
            no-greeting
            no-auto-key-locate
            no-auto-key-retrieve
            disable-dirmngr

            """
        ),
        (
            "gpg-agent.conf",
            """
            # An agent that runs out of this memory answers "No secret key" for keys it has.
            auto-expand-secmem 0x100000
            allow-loopback-pinentry
            disable-scdaemon
            no-allow-external-cache

            """
        ),
    ]
}
