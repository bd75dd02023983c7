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
        var names: [String] = []
        while true {
            // Only `errno` tells the end from a failure.
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard SystemCode.last == .none else { throw DiskFailure.system(.last) }
        return names
    }
}
