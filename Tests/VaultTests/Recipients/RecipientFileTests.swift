import Testing
import Vault

@Suite("The recipients' file")
struct RecipientFileTests {
    @Test("has one name a line, without comments, blanks and repetitions")
    func names() {
        let text = "# all\n\ta@example.org  # alice\r\n\r\nb c\n a@example.org\n#\n"
        #expect(RecipientFile.names(in: Array(text.utf8)) == ["a@example.org", "b c"])
    }

    // Found by reading: each name was compared with all before it.
    @Test("may have as many names as its size allows")
    func many() {
        let names = (0..<120_000).map { "n\($0)" }
        let bytes = Array(names.joined(separator: "\n").utf8)
        #expect(RecipientFile.names(in: bytes) == names)
    }
}
