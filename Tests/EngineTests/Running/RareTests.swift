import Testing

@testable import Engine

@Suite("A value kept out of line")
struct RareTests {
    private struct Holder: Hashable {
        @Rare var word: String?
    }

    @Test("is what was put in, in each copy for itself")
    func copies() {
        var holder = Holder(word: "a")
        let copy = holder
        holder.word?.append("b")
        #expect(holder.word == "ab")
        #expect(copy.word == "a")
        holder.word = nil
        #expect(holder.word == nil)
    }

    @Test(
        "is equal to what is equal, whether or not it is the same",
        arguments: [("a", "a", true), ("a", "b", false), ("a", nil, false), (nil, nil, true)]
            as [(String?, String?, Bool)]
    )
    func equality(left: String?, right: String?, isEqual: Bool) {
        #expect((Holder(word: left) == Holder(word: right)) == isEqual)
        if isEqual { #expect(Holder(word: left).hashValue == Holder(word: right).hashValue) }
    }

    @Test("costs a pointer where there is none")
    func size() {
        #expect(MemoryLayout<Rare<[String: String]>>.size == MemoryLayout<Int>.size)
    }
}
