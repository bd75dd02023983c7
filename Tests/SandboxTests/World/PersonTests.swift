import Testing

@testable import Sandbox

@Suite("The people of the sandbox")
struct PersonTests {
    @Test(
        "A name is checked",
        arguments: [
            ("alice", true), ("a.b_c@d-9", true), ("", false), ("a/b", false), ("ä", false),
            (String(repeating: "a", count: 128), true), (String(repeating: "a", count: 129), false),
        ]
    )
    func names(name: String, isGood: Bool) {
        #expect((Person(name) != nil) == isGood)
    }

    @Test("Thousands of people have ids of their own")
    func ids() {
        let people = Person.listed(5000)
        #expect(Set(people.map { InstagramAccount($0).accountID }).count == 5000)
        #expect(Set(people.map(\.name)).count == 5000)
    }
}
