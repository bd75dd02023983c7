/// The names of files that are being written: hidden, and known by their shape.
enum TemporaryName {
    private static let prefix = ".latchkey-"
    private static let suffix = ".tmp"

    static func random() -> String {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        return prefix + number + suffix
    }

    static func matches(_ name: String) -> Bool {
        name.hasPrefix(prefix) && name.hasSuffix(suffix)
    }
}
