import Glibc
import Testing

@testable import Transport

@Suite("A socket address")
struct SocketAddressTests {
    private static func version4(_ octets: [UInt8]) -> [UInt8] {
        [UInt8(AF_INET), 0, 0x1F, 0x90] + octets + Array(repeating: 0, count: 8)
    }

    private static func version6(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8(AF_INET6), 0, 0x1F, 0x90, 0, 0, 0, 0] + bytes + [0, 0, 0, 0]
    }

    @Test(
        "is known to be loopback, or not, whatever its name was",
        arguments: [
            (version4([127, 0, 0, 1]), true), (version4([127, 9, 9, 9]), true),
            (version4([128, 0, 0, 1]), false), (version4([0, 0, 0, 0]), false),
            (version4([10, 0, 0, 127]), false), (version4([93, 184, 216, 34]), false),
            (version6(Array(repeating: 0, count: 15) + [1]), true),
            (version6(Array(repeating: 0, count: 16)), false),
            (version6([0x20, 1] + Array(repeating: 0, count: 13) + [1]), false),
            (version6(Array(repeating: 0, count: 10) + [0xFF, 0xFF, 127, 0, 0, 1]), false),
            (Array(version4([127, 0, 0, 1]).prefix(7)), false),
            (Array(version6(Array(repeating: 0, count: 15) + [1]).prefix(23)), false),
            ([UInt8(AF_UNIX), 0, 127, 127, 127, 127, 127, 127], false), ([], false), ([2], false),
        ]
    )
    func loopback(bytes: [UInt8], isLoopback: Bool) {
        #expect(SocketAddress.isLoopback(bytes) == isLoopback)
    }
}
