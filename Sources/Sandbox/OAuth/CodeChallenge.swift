import Crypto
import FoundationEssentials

/// Proof Key for Code Exchange by SHA-256 (RFC 7636).
enum CodeChallenge {
    /// The S256 challenge that belongs to a verifier.
    static func of(_ verifier: String) -> String {
        Data(SHA256.hash(data: Array(verifier.utf8))).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Whether a text may be a verifier: 43 to 128 unreserved characters (section 4.1).
    static func isVerifier(_ text: String) -> Bool {
        43...128 ~= text.utf8.count && FormFields.encode(text) == text
    }

    /// Whether a text may be an S256 challenge: 43 characters of base64url.
    static func isChallenge(_ text: String) -> Bool {
        text.utf8.count == 43 && FormFields.encode(text) == text
            && !text.contains { ".~".contains($0) }
    }
}
