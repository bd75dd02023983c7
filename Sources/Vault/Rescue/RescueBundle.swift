internal import Documents
internal import FoundationEssentials

/// Connection files on their way through a log: the ciphertexts, by user, as one plaintext.
///
/// JSON, `latchkey/rescue/1`; it is encrypted once more to the recipients before it is printed.
struct RescueBundle {
    static let schema = "latchkey/rescue/1"

    /// Ciphertexts as they are on disk.
    var files: [UserID: [UInt8]]

    func encode() -> [UInt8] {
        var object: JSONObject = [:]
        for (user, bytes) in files.sorted(by: { $0.key < $1.key }) {
            object[user.text] = .string(Data(bytes).base64EncodedString())
        }
        return JSONValue.object([
            "schema": .string(Self.schema), "files": .object(object),
        ]).compactText() + [UInt8(ascii: "\n")]
    }

    init(files: [UserID: [UInt8]]) {
        self.files = files
    }

    /// `nil` where the bytes are no such bundle, or name what is no user.
    init?(_ bytes: [UInt8]) {
        guard let document = try? JSONValue(parsing: bytes),
            document["schema"]?.string == Self.schema, let object = document["files"]?.object
        else { return nil }
        var files: [UserID: [UInt8]] = [:]
        for member in object.members {
            guard let user = UserID(member.name), let text = member.value.string,
                let data = Data(base64Encoded: text)
            else { return nil }
            files[user] = Array(data)
        }
        self.files = files
    }
}
