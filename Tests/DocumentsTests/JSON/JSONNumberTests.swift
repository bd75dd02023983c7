import Documents
import Testing

@Suite("JSON numbers")
struct JSONNumberTests {
    @Test(
        "A text of the grammar is a number and is kept",
        arguments: [
            "0", "-0", "10", "-1.50", "6e23", "6E+023", "0.0e-0", "123456789012345678901234",
        ]
    )
    func keepsText(text: String) throws {
        let number = try #require(JSONNumber(text))
        #expect(number.text == text)
        #expect("\(number)" == text)
    }

    @Test(
        "A text outside the grammar is none",
        arguments: [
            "", "-", "+1", "01", "-01", "1.", ".1", "1e", "1e+", "1 ", " 1", "1x", "0x1", "١",
            "1,0",
            "Infinity", "NaN", "--1", "1.2.3", "1e2e3",
        ]
    )
    func refusesOtherTexts(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test(
        "A whole number that fits is an integer, however it is written",
        arguments: [
            ("0", 0), ("-0", 0), ("-0.0e5", 0), ("0e99999999999999999999", 0), ("42", 42),
            ("1.0", 1), ("1e3", 1000), ("-2.50e1", -25), ("1200e-2", 12), ("0.001e3", 1),
            ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("-9223372036854775808.0", .min), ("92233720368547758070e-1", .max),
        ]
    )
    func givesIntegers(text: String, integer: Int) throws {
        #expect(try #require(JSONNumber(text)).integer == integer)
    }

    @Test(
        "A fraction, and a number too large, is no integer",
        arguments: [
            "1.5", "1e-1", "12e-2", "9223372036854775808", "-9223372036854775809",
            "9223372036854775808.0", "-9223372036854775809.0", "1e19", "1e400", "1e999999999999",
            "1e99999999999999999999999999", "1e-99999999999999999999999999",
        ]
    )
    func refusesOtherIntegers(text: String) throws {
        #expect(try #require(JSONNumber(text)).integer == nil)
    }

    @Test(
        "Numbers of one value are numerically equal, and neither is less",
        arguments: [
            ("1", "1.0"), ("1", "1e0"), ("1", "10e-1"), ("1", "0.1E+1"), ("0", "-0"),
            ("0", "0e500"), ("0.0", "-0e-500"), ("100", "1e2"), ("-1.5", "-15e-1"),
            ("12345678901234567890123", "12345678901234567890123.000"),
            ("1e1000000", "10e999999"), ("0.00012", "1.2e-4"),
        ]
    )
    func findsEqualValues(left: String, right: String) throws {
        let left = try #require(JSONNumber(left))
        let right = try #require(JSONNumber(right))
        #expect(left.isNumericallyEqual(to: right))
        #expect(right.isNumericallyEqual(to: left))
        #expect(!left.isLess(than: right))
        #expect(!right.isLess(than: left))
        #expect(left != right, "the texts differ")
    }

    @Test(
        "Of different numbers just one is less, without the loss a Double has",
        arguments: [
            ("1", "2"), ("-2", "-1"), ("-1", "0"), ("0", "1e-400"), ("-1e-400", "0"),
            ("9", "10"), ("9.9", "10"), ("-10", "-9.9"), ("1e2", "1e3"), ("1e-3", "1e-2"),
            ("9007199254740992", "9007199254740993"),
            ("9007199254740992.0", "9007199254740993.0"),
            ("17841400000000000001", "17841400000000000002"),
            ("0.1", "0.10000000000000000001"), ("1e400", "1e401"), ("-1e401", "-1e400"),
            ("1", "1e99999999999999999999"), ("1e-99999999999999999999", "1"),
            ("-1e99999999999999999999", "-1"),
        ]
    )
    func ordersValues(less: String, more: String) throws {
        let less = try #require(JSONNumber(less))
        let more = try #require(JSONNumber(more))
        #expect(less.isLess(than: more))
        #expect(!more.isLess(than: less))
        #expect(!less.isNumericallyEqual(to: more))
    }
}
