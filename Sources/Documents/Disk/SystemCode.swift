internal import Glibc

/// A code the system leaves in `errno`: an open set.
struct SystemCode: RawRepresentable, Hashable, Sendable {
    let rawValue: Int32

    /// What the last failed call on this thread left.
    static var last: Self { Self(rawValue: errno) }

    static let none = Self(rawValue: 0)
    static let missing = Self(rawValue: ENOENT)
    static let exists = Self(rawValue: EEXIST)
    static let interrupted = Self(rawValue: EINTR)
    static let invalid = Self(rawValue: EINVAL)
    static let loop = Self(rawValue: ELOOP)
    static let notAFolder = Self(rawValue: ENOTDIR)

    /// The system's sentence, its first letter made small.
    var text: String {
        var buffer = [CChar](repeating: 0, count: 256)
        // Unlike `strerror`, safe on several threads at once. The buffer holds every sentence.
        _ = unsafe strerror_r(rawValue, &buffer, buffer.count)
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let sentence =
            bytes.isEmpty ? "system error \(rawValue)" : String(decoding: bytes, as: UTF8.self)
        // "No such file" reads on; "I/O error" keeps its capitals.
        let isWord = sentence.dropFirst().first?.isLowercase == true
        return isWord ? sentence.prefix(1).lowercased() + sentence.dropFirst() : sentence
    }
}
