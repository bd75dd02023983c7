import Vault

/// The last gate: a secret on the first line is found in a text that has it.
struct SecretsTarget: FuzzTarget {
    let name = "secrets"
    let corpus = [
        "access-token-of-alice-1\n{\"a\":\"access-token-of-alice-1\"}",
        "a/b+c\\\"d%efgh\nhttps://a.example/?t=a%2Fb%2Bc%5C%22d%25efgh",
        "aaaaaaaa\naaaaaaaaaaaaaaa",
    ].map { Array($0.utf8) }
    let tokens = ["%25", "%2525", "\\u0061", "\\\\", "YWNjZXNzLXRva2Vu"]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let end = input.firstIndex(of: 0x0A) ?? input.endIndex
        let secret = String(decoding: input[..<end], as: UTF8.self)
        let ledger = SecretLedger()
        ledger.hold(Secret(secret))
        _ = ledger.find(in: Array(input[end...]))
        guard secret.utf8.count >= 8 else { return }
        let bytes = Array(secret.utf8)
        for (before, after) in [("", ""), ("x", "y"), ("\"", "\""), ("=", "&")] {
            let text = Array(before.utf8) + bytes + Array(after.utf8)
            try FuzzFinding.unless(ledger.find(in: text), "a secret went through the gate")
        }
    }
}
