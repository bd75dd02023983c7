internal import CGPGME

/// What gpgme refused, and during which operation.
struct GPGFailure: Error, Hashable, Sendable {
    enum Operation: String, Hashable, Sendable {
        case start = "start gpg"
        case decrypt = "decrypt"
        case encrypt = "encrypt"
        case listKeys = "look for keys"
        case generate = "make a key"
        case importKeys = "import a key"
        case exportKeys = "export a key"
        case spawn = "run gpgconf"
    }

    var operation: Operation
    var code: GPGCode
    /// The ids of the keys the message says it is for, as far as gpg read it.
    var keyIDs: [String] = []
    /// The recipient gpg named as the one it can't use.
    var recipient: String?

    /// Throws unless gpgme's answer says that all went well.
    static func check(
        _ error: gpgme_error_t,
        _ operation: Operation
    ) throws(GPGFailure) {
        let code = GPGCode(error)
        guard code == .success else { throw GPGFailure(operation: operation, code: code) }
    }
}
