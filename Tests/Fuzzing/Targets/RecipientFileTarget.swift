import Vault

/// `.gpg-id`.
struct RecipientFileTarget: FuzzTarget {
    let name = "recipients"
    let corpus = [
        "test@example.org\n", "0xABCDEF0123456789 # alice\r\n# all\n\n\tbob@example.org  \n",
        "Alice <alice@example.org>\nAlice <alice@example.org>",
    ].map { Array($0.utf8) }
    let tokens = ["#", "\r", "\n", "\t", "@", "<", ">", "0x"]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let names = RecipientFile.names(in: input)
        try FuzzFinding.unless(Set(names).count == names.count, "a name is there twice")
        let again = RecipientFile.names(in: Array(names.joined(separator: "\n").utf8))
        try FuzzFinding.unless(again == names, "names read back as others")
    }
}
