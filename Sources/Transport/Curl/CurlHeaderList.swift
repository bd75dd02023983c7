import CCurl

/// Owner of a list of header lines.
@safe
struct CurlHeaderList: ~Copyable {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init() {
        unsafe first = nil
    }

    deinit {
        unsafe curl_slist_free_all(first)
    }

    /// The name and value are checked before (`HTTPField`).
    mutating func append(name: String, value: String) throws(CurlCode) {
        // curl reads `Name:` as "do not send it" and `Name;` as "send it empty".
        try append(line: value.isEmpty ? "\(name);" : "\(name): \(value)")
    }

    /// Keeps curl from sending a header of its own making.
    mutating func suppress(_ name: String) throws(CurlCode) {
        try append(line: "\(name):")
    }

    private mutating func append(line: String) throws(CurlCode) {
        guard let list = unsafe curl_slist_append(first, line) else { throw .outOfMemory }
        unsafe first = unsafe list
    }
}
