import CPages

/// The static files of the site, as they were when the program was built.
package enum EmbeddedPages {
    /// Bytes by path below the site's root.
    package static let files: [String: [UInt8]] = {
        var files: [String: [UInt8]] = [:]
        var number = 0
        while let page = unsafe latchkey_page_at(number)?.pointee {
            number += 1
            guard let path = unsafe page.path, let bytes = unsafe page.bytes else { continue }
            files[unsafe String(cString: path)] = unsafe Array(
                UnsafeBufferPointer(start: bytes, count: page.size)
            )
        }
        return files
    }()
}
