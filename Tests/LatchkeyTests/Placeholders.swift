/// What differs from run to run, replaced by names, so that a transcript can be compared.
struct Placeholders {
    /// Known texts, the longest first: folders and addresses.
    let names: [(text: String, name: String)]

    func applied(to line: String) -> String {
        var line = line
        for (text, name) in names { line = line.replacing(text, with: name) }
        line.replace(/127\.0\.0\.1:\d+\/(?=instagram|spotify|strict)/, with: "SANDBOX/")
        line.replace(/[0-9A-F]{40}/, with: "FINGERPRINT")
        line.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "TIME")
        line.replace(/\(\d+\.\d s\)/, with: "(TIME)")
        line.replace(/in \d+ days/, with: "in N days")
        line.replace(/(state|code_challenge)=[A-Za-z0-9_-]+/) { "\($0.output.1)=RANDOM" }
        line.replace(/\d+ MiB free/, with: "N MiB free")
        line.replace(/(gpg|gpgme) \d+(\.\d+)+/) { "\($0.output.1) VERSION" }
        line.replace(/libcurl\/[^;]*/, with: "libcurl/VERSION")
        line.replace(/socket path \d+ bytes/, with: "socket path N bytes")
        line.replace(/\d+ providers: .*/, with: "N providers: NAMES")
        // Those depend on the schemas there are, and on whether a second has passed.
        line.replace(/\d+ status files? changed/, with: "N status files changed")
        line.replace(/oe=[0-9A-F]+/, with: "oe=TIME")
        return line
    }
}
