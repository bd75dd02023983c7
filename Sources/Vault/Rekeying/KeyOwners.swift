/// Looks up whose keys are, each key once.
actor KeyOwners {
    private let cipher: any Cipher
    private var names: [String: String?] = [:]

    init(_ cipher: any Cipher) {
        self.cipher = cipher
    }

    /// The first user id of the key with a part of this id; `nil` where the keyring has none.
    func name(of keyID: String) async -> String? {
        if let known = names[keyID] { return known }
        let keys = (try? await cipher.keys(matching: keyID)) ?? []
        let name = keys.first?.name
        names[keyID] = .some(name)
        return name
    }
}
