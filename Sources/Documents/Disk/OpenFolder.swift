internal import Glibc

/// The owner of one directory stream.
@safe
struct OpenFolder: ~Copyable {
    private let stream: OpaquePointer

    init(_ path: String) throws(DiskFailure) {
        guard let stream = unsafe opendir(path) else { throw DiskFailure.system(.last) }
        unsafe self.stream = stream
    }

    deinit {
        unsafe closedir(stream)
    }

    /// The names in the folder, in no order, without `.` and `..`.
    ///
    /// Bytes that are not UTF-8 are repaired, and such a name finds no file.
    func names() throws(DiskFailure) -> [String] {
        try entries().map(\.name)
    }

    /// The same, each with whether it may be a folder itself, which a link never is.
    func entries() throws(DiskFailure) -> [(name: String, mayBeFolder: Bool)] {
        var entries: [(name: String, mayBeFolder: Bool)] = []
        while true {
            // Only `errno` tells the end from a failure.
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            // Some file systems don't tell what a name stands for.
            let kind = unsafe Int(entry.pointee.d_type)
            entries.append((name, kind == Int(DT_DIR) || kind == Int(DT_UNKNOWN)))
        }
        guard SystemCode.last == .none else { throw DiskFailure.system(.last) }
        return entries
    }
}
