internal import FoundationEssentials
internal import Glibc

extension TemporaryKeyHome {
    /// Removes the homes of runs that were killed, each with a private key in it.
    ///
    /// Only this user's own, of the mode they are made with, and unclaimed.
    ///
    /// - Returns: How many there were.
    @discardableResult
    package static func removeAbandoned(under folder: String = "/tmp") -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var count = 0
        for name in names where name.hasPrefix(prefix) {
            let path = "\(folder)/\(name)"
            guard isOwn(path), let claim = KeyHomeClaim(abandoned: path) else { continue }
            withExtendedLifetime(claim) { takeDown(KeyHome(path)) }
            count += 1
        }
        return count
    }

    /// Whether it is a folder as this user's runs make them; a link is none.
    private static func isOwn(_ path: String) -> Bool {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return false }
        return status.st_mode == S_IFDIR | 0o700 && status.st_uid == geteuid()
    }
}
