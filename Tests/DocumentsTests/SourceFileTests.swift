import Documents
import Testing

@Suite("A source file knows its lines and places")
struct SourceFileTests {
    private func file(_ text: String) -> SourceFile {
        SourceFile(path: "a.yml", bytes: Array(text.utf8))
    }

    @Test("Lines end at LF, CR LF and CR, and are given without their end")
    func lines() {
        let source = file("one\ntwo\r\nthree\rfour\n")
        #expect((0...6).map { source.line($0) } == [nil, "one", "two", "three", "four", "", nil])
        #expect(source.lineCount == 5)
    }

    @Test(
        "Scalars and bytes have the same places, counted in scalars from 1",
        arguments: [
            (0, 0, "1:1"), (1, 2, "1:2"), (2, 3, "1:3"), (3, 4, "2:1"), (4, 8, "2:2"),
            (5, 9, "2:3"),
            (99, 99, "2:3"),
        ]
    )
    func places(scalar: Int, byte: Int, place: String) {
        let source = file("éa\n😀b")
        #expect(source.location(scalar: scalar).description == "a.yml:" + place)
        #expect(source.location(byte: byte).description == "a.yml:" + place)
    }

    @Test("An empty file has one empty line")
    func empty() {
        #expect(file("").line(1) == "")
        #expect(file("").location(scalar: 0).description == "a.yml:1:1")
    }

    @Test("A byte order mark counts as nothing")
    func byteOrderMark() {
        let source = file("\u{FEFF}ab")
        #expect(source.line(1) == "ab")
        #expect(source.location(scalar: 1).description == "a.yml:1:2")
    }
}
