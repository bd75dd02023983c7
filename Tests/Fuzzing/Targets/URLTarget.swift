import Engine
import Transport

/// URLs, percent-encoding, forms, and the `--server` option.
struct URLTarget: FuzzTarget {
    let name = "url"
    let corpus = [
        "https://graph.instagram.com/v25.0/me?fields=id,username&access_token=a%20b#f",
        "http://127.0.0.1:8765/callback?code=abc&state=%2B+", "https://[2001:db8::1%25]:443/a",
        "https://[::ffff:1.2.3.4]/", "https://a.example:65535", "//a.example/b", "?a=b&c&&=d",
    ].map { Array($0.utf8) }
    let tokens = ["https://", "[::1]", ":65536", ":0", "@", "%", "%2", "%2F", "..", "xn--", "0x7f"]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let text = String(decoding: input, as: UTF8.self)
        if let parts = try? URLParts(text) {
            let query = parts.query.map { "?" + $0 } ?? ""
            let fragment = parts.fragment.map { "#" + $0 } ?? ""
            let whole = "\(parts.scheme)://\(parts.authority)\(parts.path)\(query)\(fragment)"
            try FuzzFinding.unless((try? URLParts(whole)) == parts, "\(whole) reads as another URL")
            try FuzzFinding.unless(!parts.description.contains("?"), "a message shows a query")
        }
        let fields = FormEncoding.fields(text)
        let again = FormEncoding.fields(FormEncoding.text(fields))
        try FuzzFinding.unless(
            again.map(\.name) == fields.map(\.name) && again.map(\.value) == fields.map(\.value),
            "a form reads back as another one"
        )
        let encoded = PercentEncoding.encode(text)
        try FuzzFinding.unless(
            encoded.utf8.allSatisfy { (0x21...0x7E).contains($0) },
            "percent-encoding left a byte that no URL has"
        )
        _ = URLQuery.appending([("a", text)], to: text)
        _ = ServerOverrides(options: ["a=\(text)", text])
        _ = Selection([text], providers: ["instagram"])
    }
}
