/// A person's professional account, as Instagram sees it.
///
/// The ids are above 2^53 and odd, so that a client that reads them as doubles gets them wrong.
struct InstagramAccount: Sendable {
    let person: Person

    init(_ person: Person) {
        self.person = person
    }

    /// The professional account's id, the `user_id` of a profile.
    var accountID: Int { 17_841_400_000_000_001 + ownNumber * 2 }

    /// The person's id within the app: what a token answer calls `user_id`, a profile `id`.
    var scopedID: Int { 27_318_600_000_000_001 + ownNumber * 2 }

    var mediaCount: Int { person.number(below: 240, salt: 1) }

    /// Grows a little each day, for some accounts.
    func followers(on day: Int) -> Int {
        person.number(below: 40_000, salt: 2) + person.number(below: 5, salt: 3) * (day % 10_000)
    }

    /// The first item is the newest.
    func mediaID(_ index: Int) -> Int { firstMediaID + index }

    /// The item's place, for an id that is one of this account's items.
    func mediaIndex(of id: Int) -> Int? {
        let index = id - firstMediaID
        return 0..<mediaCount ~= index && !isHidden(index) ? index : nil
    }

    /// Items the account has that no list shows: their places make pages shorter.
    func isHidden(_ index: Int) -> Bool { index % 9 == 4 }

    private var firstMediaID: Int { 17_900_000_000_000_000 + ownNumber * 1000 }
    private var ownNumber: Int { Int(person.bits & 0xFFFF_FFFF) }
}
