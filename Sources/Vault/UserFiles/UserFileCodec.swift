internal import Documents

/// The plaintext of a connection file: JSON, `latchkey-user`, version 1.
///
/// Members it doesn't know are passed over. Times are RFC 3339 in UTC, to the second; an absent
/// member and `null` mean unknown.
package enum UserFileCodec {
    static let format = "latchkey-user"
    static let version = 1

    /// One line and a final newline; equal files give equal bytes.
    package static func encode(_ file: UserFile) -> [UInt8] {
        UserFileWriter.value(of: file).compactText() + [UInt8(ascii: "\n")]
    }

    /// Reads a file's plaintext; the connections come sorted by provider, then label.
    ///
    /// A fault names the place in the JSON, never what is there.
    package static func decode(_ bytes: [UInt8]) throws(UserFileFault) -> UserFile {
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw UserFileFault(
                place: "line \(error.line), column \(error.column)",
                reason: "what is encrypted is not JSON"
            )
        }
        return try UserFileReader.file(in: JSONPlace(value))
    }
}
