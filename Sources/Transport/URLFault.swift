/// Why a text is not a URL that a call can be made to.
///
/// Says nothing of the text itself, which may hold a secret.
package enum URLFault: String, Error, Hashable, Sendable, CustomStringConvertible {
    case empty = "the URL is empty"
    case tooLong = "the URL is longer than 16 KiB"
    case foreignCharacter = "the URL holds a space, a control character or one beyond ASCII"
    case noScheme = "the URL has no scheme"
    case noAuthority = "the URL has no // and host after its scheme"
    case userInfo = "the URL holds a user name or password before its host"
    case badHost = "the host of the URL is malformed"
    case badPort = "the port of the URL is not a number from 1 to 65535"
    case badPercent = "the URL holds a % without two hexadecimal digits after it"
    case badCharacter = "the URL holds a character that must be percent-encoded"

    package var description: String { rawValue }
}
