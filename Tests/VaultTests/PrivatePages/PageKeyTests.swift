import Documents
import LatchkeyTestSupport
import Testing

@testable import Vault

@Suite("A private page opens with its own link and nothing else")
struct PageKeyTests {
    private static let page = Array(#"{"ok":true,"user":"alice"}"#.utf8)

    private func key(_ user: String = "alice", turn: Int = 0, master: String = "m") throws
        -> PageKey
    {
        PageKey(master: Secret(master), user: try #require(UserID(user)), turn: turn)
    }

    @Test("what was sealed comes back, in other bytes each time, its length in steps")
    func roundTrip() throws {
        let key = try key()
        let (one, two) = (key.seal(Self.page), key.seal(Self.page))
        #expect(key.open(one) == Self.page && key.open(two) == Self.page)
        #expect(one["iv"] != two["iv"] && one["ciphertext"] != two["ciphertext"])
        let longer = key.seal(Self.page + Array(String(repeating: "x", count: 900).utf8))
        #expect(one["ciphertext"]?.string?.count == longer["ciphertext"]?.string?.count)
        let again = PageKey(text: key.text, alias: key.alias)
        #expect(again.open(one) == Self.page)
    }

    @Test("another person, another turn or another vault has another key and another name")
    func different() throws {
        let keys = [
            try key(), try key("bob"), try key(turn: 1), try key(master: "n"), try key("alice1"),
        ]
        #expect(Set(keys.map(\.alias)).count == 5 && Set(keys.map(\.text)).count == 5)
        for other in keys.dropFirst() { #expect(other.open(keys[0].seal(Self.page)) == nil) }
        for key in keys {
            #expect(PageKey.isAlias(key.alias) && UserID(key.alias) != nil)
            #expect(key.text.reveal().utf8.count == 43)
        }
        #expect(try key() == keys[0])
    }

    @Test("a page that was touched, or is under another's name, stays closed")
    func tampered() throws {
        let key = try key()
        let sealed = try #require(key.seal(Self.page).object)
        let text = try #require(sealed["ciphertext"]?.string)
        for index in [0, 40, text.utf8.count - 1] {
            var bytes = Array(text.utf8)
            bytes[index] = bytes[index] == 0x41 ? 0x42 : 0x41
            var changed = sealed
            changed["ciphertext"] = .string(String(decoding: bytes, as: UTF8.self))
            #expect(key.open(.object(changed)) == nil)
        }
        for name in ["iv", "ciphertext", "schema"] {
            var changed = sealed
            changed[name] = nil
            #expect(key.open(.object(changed)) == nil)
        }
        #expect(PageKey(text: key.text, alias: "p0").open(.object(sealed)) == nil)
        #expect(PageKey(text: Secret("short"), alias: key.alias).open(.object(sealed)) == nil)
    }

    @Test("the list takes both sides' lines, and the higher number of a user")
    func list() throws {
        let text = "# note\nbob 2\nalice\r\nbob 1\n\n../x 3\ncarol many\n"
        let list = PrivateList(Array(text.utf8))
        let turns = Dictionary(uniqueKeysWithValues: list.turns.map { ($0.key.text, $0.value) })
        #expect(turns == ["alice": 0, "bob": 2, "carol": 0])
        #expect(PrivateList(list.bytes) == list)
    }

    @Test("the page key is made once, opens again, and is sealed anew on a rekey")
    func pageKey() async throws {
        let files = InMemoryFileStore(["c/.gpg-id": Array("test@example.org\n".utf8)])
        let vault = ConnectionVault(directory: "c", files: files, cipher: PlainCipher())
        var list = PrivateList()
        #expect(await vault.privatePeople(list, making: true) == .nobody)
        #expect(files.files["c/.page-key"] == nil)
        let alice = try #require(UserID("alice"))
        list.turns[alice] = 0
        #expect(await vault.privatePeople(list, making: false).obstacle != nil)
        let people = await vault.privatePeople(list, making: true)
        #expect(people.keys[alice] != nil && people.isPrivate("alice") && !people.isPrivate("bob"))
        try await vault.resealPageKey()
        #expect(await vault.privatePeople(list, making: false) == people)
        try files.replace("c/.page-key", with: [1, 2, 3], mode: 0o600)
        let closed = await vault.privatePeople(list, making: true)
        #expect(closed.obstacle != nil && closed.keys.isEmpty && closed.isPrivate("alice"))
    }
}
