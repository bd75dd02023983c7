internal import Glibc

/// The system calls on paths, each named as the manual names it.
enum PathCall {
    static func access(_ path: String) throws(DiskFailure) {
        try DiskFailure.check { unsafe Glibc.access(path, F_OK) }
    }

    static func mkdir(_ path: String, mode: UInt32) throws(DiskFailure) {
        try DiskFailure.check { unsafe Glibc.mkdir(path, mode) }
    }

    static func rename(_ path: String, _ destination: String) throws(DiskFailure) {
        try DiskFailure.check { unsafe Glibc.rename(path, destination) }
    }

    static func unlink(_ path: String) throws(DiskFailure) {
        try DiskFailure.check { unsafe Glibc.unlink(path) }
    }
}
