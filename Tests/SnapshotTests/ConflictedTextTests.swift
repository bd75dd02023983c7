import Testing

@testable import Snapshot

@Suite("A text with both sides of a merge in it")
struct ConflictedTextTests {
    private func sides(_ text: String) -> [String]? {
        ConflictedText.sides(Array(text.utf8)).map { sides in
            [sides.ours, sides.theirs].map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test(
        "each side is whole",
        arguments: [
            "{\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> theirs\n}",
            "{\n<<<<<<< HEAD\n1\n||||||| base\n0\n=======\n2\n>>>>>>> theirs\n}",
        ]
    )
    func whole(text: String) {
        #expect(sides(text) == ["{\n1\n}\n", "{\n2\n}\n"])
    }

    @Test(
        "what has no conflict, or half of one, has no sides",
        arguments: [
            "", "{}", "<<<<<<< HEAD\n1\n", "<<<<<<< HEAD\n1\n=======\n2\n", "<<<<<< HEAD",
            "=======\n",
        ]
    )
    func none(text: String) {
        #expect(sides(text) == nil)
    }
}
