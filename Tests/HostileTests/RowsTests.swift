import Documents
import Testing

@testable import Hostile

@Suite("The rows of the matrix")
struct RowsTests {
    @Test("have an id each, in lower case and short, and a sentence without a stop")
    func shape() {
        #expect(Set(Rows.all.map(\.id)).count == Rows.all.count)
        for row in Rows.all {
            #expect(row.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(row.id)")
            #expect(row.id.count <= 19, "\(row.id)")
            #expect(!row.sentence.hasSuffix(".") && !row.nextStep.hasSuffix("."), "\(row.id)")
        }
    }

    @Test("the README's excerpt is of rows there are")
    func excerpt() throws {
        let bytes = try #require(try LocalFileStore().read("README.md", limit: 1 << 20))
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n").filter { $0.contains("  pass     ") }
        #expect(lines.count > 4)
        for line in lines {
            let id = String(line.prefix { $0 != " " })
            let row = try #require(Rows.all.first { $0.id == id }, "\(id)")
            #expect(line.hasSuffix(row.sentence))
        }
    }
}
