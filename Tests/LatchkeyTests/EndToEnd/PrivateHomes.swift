import Documents
import FoundationEssentials

/// The key homes that runs make for themselves and take down at their end.
enum PrivateHomes {
    /// Those in which a key is, by its fingerprint; other tests' homes hold other keys.
    static func holding(_ fingerprint: String) throws -> [String] {
        var digits = fingerprint[...]
        var wanted: [UInt8] = []
        while let byte = UInt8(digits.prefix(2), radix: 16) {
            wanted.append(byte)
            digits = digits.dropFirst(2)
        }
        return try FileManager.default.contentsOfDirectory(atPath: "/tmp")
            .filter { $0.hasPrefix("lk-") }
            .filter { name in
                // Absent means that another test's home has just gone.
                let ring = try? LocalFileStore().read("/tmp/\(name)/pubring.kbx", limit: 1 << 24)
                return ring?.firstRange(of: wanted) != nil
            }
    }
}
