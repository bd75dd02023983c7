internal import Crypto

extension SharedSecret {
    /// What both sides agreed on, for the key derivation that swift-crypto does not have.
    var agreedBytes: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }
}
