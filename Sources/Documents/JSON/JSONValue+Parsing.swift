extension JSONValue {
    /// The deepest nesting a text may have, whatever limit the caller gives.
    ///
    /// Comparing, hashing and writing a tree recurse; this keeps them far from a stack's end.
    package static let deepestNesting = 512

    /// Reads one JSON text (RFC 8259), with nothing but white space around it.
    ///
    /// The bytes must be UTF-8; a leading byte order mark is passed over. Where a name occurs
    /// twice in an object the last value wins, in the place of the first. An escaped surrogate
    /// without its partner becomes U+FFFD: a provider that cut a biography inside an emoji
    /// should not cost the whole answer.
    package init(
        parsing bytes: [UInt8],
        depthLimit: Int = deepestNesting
    ) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes, depthLimit: min(depthLimit, Self.deepestNesting))
        self = try parser.document()
    }

    /// Reads one JSON text from any run of bytes, by the same rules.
    package init(
        parsing bytes: some Collection<UInt8>,
        depthLimit: Int = deepestNesting
    ) throws(JSONSyntaxError) {
        try self.init(parsing: Array(bytes), depthLimit: depthLimit)
    }
}
