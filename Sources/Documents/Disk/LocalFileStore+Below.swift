internal import Glibc

extension LocalFileStore {
    /// The bytes of a regular file below a folder, with no link on the way from the folder on.
    ///
    /// - Parameters:
    ///   - root: The folder, a link to one included.
    ///   - names: The way down, each a single name; never none.
    ///   - limit: The largest file that is read, in bytes.
    /// - Throws: Where there is something that is no file, or larger.
    /// - Returns: `nil` when there is no such file, or a link on the way.
    package func read(
        below root: String,
        _ names: [String],
        limit: Int
    ) throws(FileError) -> [UInt8]? {
        var path = root
        for name in names.dropLast() {
            guard Self.isName(name) else { return nil }
            path += "/\(name)"
            guard (try? OpenFile(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)) != nil else {
                return nil
            }
        }
        guard let last = names.last, Self.isName(last) else { return nil }
        path += "/\(last)"
        do throws(DiskFailure) {
            let file = try OpenFile(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
            return try file.regularContents(limit: limit)
        } catch {
            switch error {
            case .system(.missing), .system(.loop), .system(.notAFolder): return nil
            case .system(let code):
                throw FileError(.read, path, code: code.rawValue, reason: code.text)
            case .refused(let reason): throw FileError(.read, path, reason: reason)
            }
        }
    }

    /// Whether a text is one name of a folder: no slash, no way up, nothing hidden.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix(".") && !text.utf8.contains { $0 == 0x2F || $0 == 0 }
    }
}
