import Documents

/// A gpg in front of the real one that leaves a mark each time it is started.
///
/// gpgme takes gpg's path from gpgconf, so gpgconf has a stand-in, too, which names ours.
struct GPGCounter {
    private let marks: String
    let environment: [String: String]

    init(_ shop: Workshop) throws {
        let folder = "\(shop.folder)/counter"
        marks = "\(folder)/marks"
        try shop.remove(folder)
        let files = LocalFileStore()
        let places = try Child.must(
            ["sh", "-c", "command -v gpg; command -v gpgconf"],
            environment: shop.environment,
            output: shop.scratch
        ).output.split(separator: "\n")
        guard places.count == 2 else { throw BenchError("gpg or gpgconf is missing") }
        let (gpg, gpgconf) = (places[0], places[1])
        let count = "#!/bin/sh\necho >> '\(marks)'\nexec '\(gpg)' \"$@\"\n"
        let name = """
            #!/bin/sh
            '\(gpgconf)' "$@" | sed 's#^gpg:\\([^:]*\\):[^:]*#gpg:\\1:\(folder)/gpg#'

            """
        try files.replace("\(folder)/gpg", with: Array(count.utf8), mode: 0o755)
        try files.replace("\(folder)/gpgconf", with: Array(name.utf8), mode: 0o755)
        var environment = shop.environment
        environment["PATH"] = "\(folder):\(environment["PATH"] ?? "")"
        self.environment = environment
    }

    /// How often gpg was started to decrypt, encrypt or look for keys.
    func count() throws -> Int {
        try LocalFileStore().read(marks, limit: 1 << 24)?.count ?? 0
    }
}
