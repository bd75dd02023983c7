import Testing

@testable import Transport

@Suite("The answer reader")
struct AnswerReaderTests {
    private func reader(lines: [String], limit: Int = 100) -> AnswerReader {
        var reader = AnswerReader(limit: limit)
        for line in lines { _ = reader.takeHeaderLine(Array("\(line)\r\n".utf8)) }
        return reader
    }

    @Test("keeps the headers of the final answer, in order, names as received")
    func interimAnswers() {
        let reader = reader(lines: [
            "HTTP/1.1 103 Early Hints", "Link: x", "", "HTTP/1.1 200 OK", "X-B:  2 ", "x-a:1",
            "X-B: 3", "no colon", "",
        ])
        #expect(reader.headers.map(\.name) == ["X-B", "x-a", "X-B"])
        #expect(reader.headers.map(\.value) == ["2", "1", "3"])
    }

    @Test("joins folded lines")
    func folding() {
        let reader = reader(lines: ["HTTP/1.1 200 OK", " lost", "A: 1", "\t 2", ""])
        #expect(reader.headers.map(\.value) == ["1 2"])
    }

    @Test("ignores trailers, whatever they look like")
    func trailers() {
        var reader = reader(lines: ["HTTP/1.1 200 OK", "A: 1", ""])
        _ = reader.takeBody([1])
        let isFieldTaken = reader.takeHeaderLine(Array("A: 2\r\n".utf8))
        let isStatusTaken = reader.takeHeaderLine(Array("HTTP/1.1 500 No\r\n".utf8))
        #expect(isFieldTaken && isStatusTaken)
        #expect(reader.headers.map(\.value) == ["1"])
    }

    @Test("stops a body that grows beyond the limit, and not one that fills it")
    func bodyLimit() {
        var reader = AnswerReader(limit: 4)
        let pieces: [[UInt8]] = [[1, 2], [3, 4], [], [5]]
        let taken = pieces.map { reader.takeBody($0) }
        #expect(taken == [true, true, true, false])
        #expect(reader.isTooLarge)
        #expect(reader.body == [1, 2, 3, 4])
    }

    @Test("stops headers without end")
    func headerLimit() {
        var reader = AnswerReader(limit: 4)
        let line = Array("A: \(String(repeating: "x", count: 1021))".utf8)
        let taken = (0..<300).map { _ in reader.takeHeaderLine(line) }
        #expect(taken.firstIndex(of: false) == 256)
        #expect(reader.isTooLarge)
    }

    @Test("has begun with the first line, and is whole in its head with the empty one")
    func beginning() {
        var reader = AnswerReader(limit: 4)
        #expect(!reader.hasBegun)
        _ = reader.takeHeaderLine(Array("HTTP/1.1 200 OK\r\n".utf8))
        #expect(reader.hasBegun)
        #expect(!reader.hasWholeHead)
        _ = reader.takeHeaderLine(Array("\r\n".utf8))
        #expect(reader.hasWholeHead)
    }
}
