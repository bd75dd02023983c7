import Testing

@testable import Sandbox

@Suite("Form fields")
struct FormFieldsTests {
    @Test(
        "Text is decoded as servers do",
        arguments: [
            ("a=b", "b"), ("a=b+c%20d", "b c d"), ("a=%C3%A9", "é"), ("a=%zz%4", "%zz%4"),
            ("x=1&a=2&a=3", "2"), ("a==b", "=b"), ("a", nil), ("a=", nil), ("b=1", nil), ("", nil),
        ]
    )
    func decodes(text: String, value: String?) {
        #expect(FormFields(text)["a"] == value)
    }

    @Test("What is encoded comes back", arguments: ["a&b=c", "é +%~", "\u{0}\r\n"])
    func roundTrip(value: String) {
        var fields = FormFields()
        fields.append("n", value)
        #expect(FormFields(fields.text)["n"] == value)
    }

    @Test(
        "A name that occurs twice is found",
        arguments: [
            ("a=1&b=2", nil), ("a=1&b=2&a=1", "a"),
        ]
    )
    func repeated(text: String, name: String?) {
        #expect(FormFields(text).repeatedName == name)
    }
}
