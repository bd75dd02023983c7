import Documents

/// Unguessable text from the system's random source.
package enum RandomText {
    /// Base64url of so many random bytes: 43 characters, 256 bits, unless told otherwise.
    package static func make(bytes count: Int = 32) -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.text(
            (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        )
    }
}
