import Glibc

/// The few questions to the disk that the vault's and the snapshot's seam does not answer.
enum Disk {
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFDIR
    }
}
