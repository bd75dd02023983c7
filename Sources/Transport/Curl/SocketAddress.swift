import Glibc

/// An address as the system's calls take it (ip(7), ipv6(7)).
enum SocketAddress {
    /// Whether it is in 127.0.0.0/8 or is ::1; false for what is neither IPv4 nor IPv6.
    static func isLoopback(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 2 else { return false }
        // The family is in the order of this machine, ports and addresses in that of the network.
        let family = UInt16(littleEndian: UInt16(bytes[0]) | UInt16(bytes[1]) << 8)
        switch Int32(family) {
        case AF_INET: return bytes.count >= 8 && bytes[4] == 127
        case AF_INET6: return bytes.count >= 24 && Array(bytes[8..<24]) == loopback6
        default: return false
        }
    }

    private static let loopback6: [UInt8] = Array(repeating: 0, count: 15) + [1]
}
