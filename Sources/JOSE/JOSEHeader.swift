internal import Documents

/// The protected header of a signed or sealed text.
struct JOSEHeader {
    let members: JSONObject

    /// A header is small, and nothing in it nests deeper than a key.
    private static let sizeLimit = 2048
    private static let depthLimit = 4

    init(_ part: Substring) throws(JOSEProblem) {
        guard part.utf8.count <= Self.sizeLimit, let bytes = Base64URL.bytes(part),
            let value = try? JSONValue(parsing: bytes, depthLimit: Self.depthLimit),
            let object = value.object
        else { throw .malformed("its header is no JSON object in base64url") }
        // What is critical and not understood may not be passed over (RFC 7515, section 4.1.11).
        guard object["crit"] == nil else {
            throw .unsupported("it uses an extension that is not known here")
        }
        members = object
    }

    func text(_ name: String) -> String? { members[name]?.string }

    /// Refuses any value but this one.
    func require(_ name: String, _ wanted: String) throws(JOSEProblem) {
        guard text(name) == wanted else {
            throw .unsupported("its \(name) is not \(wanted)")
        }
    }

    /// Refuses what would change how the rest is read.
    func refuse(_ names: String...) throws(JOSEProblem) {
        for name in names where members[name] != nil {
            throw .unsupported("it has \(name), which is not used here")
        }
    }
}
