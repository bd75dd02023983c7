internal import FoundationEssentials
internal import Glibc

/// A folder of a test's own, gone when the last reference to it is.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// Makes an empty folder that only this user may enter; its path is short.
    package init() throws {
        var template = Array("/tmp/latchkey-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        path = String(decoding: bytes, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
