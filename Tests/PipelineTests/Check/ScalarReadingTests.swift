@testable import Pipeline
import Testing

@Suite("Short notations are read")
struct ScalarReadingTests {
    @Test(
        "A status is a number, a class or a range",
        arguments: [
            ("429", 429...429), ("5xx", 500...599), ("4XX", 400...499), ("200-299", 200...299),
        ]
    )
    func readsStatus(text: String, statuses: ClosedRange<Int>) {
        #expect(StatusRange(text)?.statuses == statuses)
    }

    @Test(
        "What is no status is refused",
        arguments: [
            "", "99", "600", "6xx", "0xx", "xxx", "299-200", "200-", "-200", "+200", "2 xx",
        ]
    )
    func refusesStatus(text: String) {
        #expect(StatusRange(text) == nil)
    }

    @Test(
        "A code is exact text, or a range of numbers",
        arguments: [
            ("invalid_grant", ["invalid_grant"]), ("190", ["190"]), ("-1", ["-1"]), ("-", ["-"]),
            ("1-3", ["1", "2", "3"]), ("e-12", ["e-12"]), ("007", ["007"]),
        ]
    )
    func readsCode(text: String, codes: [String]) {
        #expect(CodeRange(text)?.codes == codes)
    }

    @Test(
        "A range that is empty or too wide is refused",
        arguments: ["", "3-1", "0-1000", "1-99999999999999999999", "0-9223372036854775807"]
    )
    func refusesCode(text: String) {
        #expect(CodeRange(text) == nil)
    }

    @Test(
        "Only this machine is a loopback host",
        arguments: [
            ("localhost", true), ("LOCALHOST", true), ("127.0.0.1", true), ("127.255.0.9", true),
            ("[::1]", true), ("127.0.0.256", false), ("127.0.1", false), ("127.0.0.01", false),
            ("127.0.0.1.evil.example", false), ("localhost.evil.example", false), ("", false),
            ("[::2]", false), ("128.0.0.1", false), ("0.0.0.0", false),
        ]
    )
    func knowsLoopback(host: String, isLoopback: Bool) {
        #expect(LoopbackHost.contains(host) == isLoopback)
    }

    @Test(
        "A provider's key is a short name in lower case",
        arguments: [
            ("instagram", true), ("x", true), ("my-shop_2", true), ("", false), ("-a", false),
            ("_a", false), ("A", false), ("a.b", false), ("a/b", false), ("é", false),
        ]
    )
    func knowsProviderKeys(text: String, isValid: Bool) {
        #expect(ProviderKey.isValid(text) == isValid)
        #expect(!ProviderKey.isValid(String(repeating: "a", count: 65)))
    }
}
