/// A file and the bytes it is to have.
package struct FileChange: Hashable, Sendable {
    package let path: String
    package let bytes: [UInt8]

    package init(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
