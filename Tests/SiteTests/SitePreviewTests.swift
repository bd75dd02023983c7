import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing

@testable import Site

@Suite("A preview shows the site's files and nothing else")
struct SitePreviewTests {
    private let folder: TemporaryFolder
    private let preview: SitePreview

    init() throws {
        folder = try TemporaryFolder()
        let files = LocalFileStore()
        for (path, text) in [
            ("site/index.html", "home"), ("site/auth/x/callback/index.html", "back"),
            ("site/a b.json", "{}"), ("site/.hidden", "no"), ("outside.txt", "secret"),
        ] {
            try files.replace("\(folder.path)/\(path)", with: Array(text.utf8), mode: 0o644)
        }
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: "\(folder.path)/site/link.txt",
            withDestinationPath: "\(folder.path)/outside.txt"
        )
        try manager.createSymbolicLink(
            atPath: "\(folder.path)/site/up",
            withDestinationPath: folder.path
        )
        preview = SitePreview(
            directory: "\(folder.path)/site",
            files: files,
            headers: SiteHeaders(SiteSettings())
        )
    }

    private func body(_ path: String) -> String {
        String(decoding: preview.answer(method: "GET", path: path).body, as: UTF8.self)
    }

    @Test("pages, folders and names with blanks")
    func files() {
        #expect(body("/") == "home")
        #expect(body("/index.html") == "home")
        #expect(body("/auth/x/callback/") == "back")
        #expect(body("/a%20b.json") == "{}")
    }

    // Found by looking through a browser's folder after the journey: the cache goes by the address.
    @Test(
        "no cache keeps a callback page, whose address comes with a code",
        arguments: ["/auth/x/callback/", "/auth/x/callback", "/auth/x/callback/index.html"]
    )
    func callbacks(path: String) {
        let answer = preview.answer(method: "GET", path: path, query: "code=abc")
        #expect([200, 308].contains(answer.status))
        #expect(answer.headers["Cache-Control"] == "no-store")
        let file = String(decoding: SiteHeaders(SiteSettings()).file, as: UTF8.self)
        #expect(file.hasSuffix("/auth/*\n  Cache-Control: no-store\n"))
    }

    @Test(
        "what is not the site's is not there",
        arguments: [
            "/../outside.txt", "/%2e%2e/outside.txt", "/..%2Foutside.txt",
            "/auth/../../outside.txt",
            "/..%5Coutside.txt", "/.hidden", "/%2Ehidden", "/link.txt", "/up/outside.txt",
            "//etc/passwd", "/etc/passwd", "/index.html%00.txt", "/auth", "/auth/", "/%FF", "",
            "index.html",
            "/auth//x/callback/", "*",
        ]
    )
    func outside(_ path: String) {
        let answer = preview.answer(method: "GET", path: path)
        #expect(answer.status == 404)
        #expect(!String(decoding: answer.body, as: UTF8.self).contains("secret"))
    }

    @Test("a folder without its slash is sent on, with its query")
    func slash() {
        let answer = preview.answer(method: "GET", path: "/auth/x/callback", query: "code=1")
        #expect(answer.status == 308)
        #expect(answer.headers["Location"] == "callback/?code=1")
    }

    @Test("an unchanged file costs a 304, and every answer carries the headers")
    func tags() throws {
        let first = preview.answer(method: "GET", path: "/")
        let tag = try #require(first.headers["ETag"])
        #expect(preview.answer(method: "GET", path: "/", known: tag).status == 304)
        #expect(preview.answer(method: "GET", path: "/", known: "\"x\", W/\(tag)").status == 304)
        #expect(preview.answer(method: "GET", path: "/", known: "\"x\"").status == 200)
        for answer in [first, preview.answer(method: "GET", path: "/none")] {
            #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
            #expect(answer.headers["Referrer-Policy"] == "no-referrer")
            #expect(answer.headers["Cache-Control"] == "no-cache")
            let policy = try #require(answer.headers["Content-Security-Policy"])
            #expect(policy.contains("frame-ancestors 'none'"))
        }
    }

    @Test("it only reads", arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func methods(_ method: String) {
        #expect(preview.answer(method: method, path: "/").status == 405)
        #expect(preview.answer(method: "HEAD", path: "/").status == 200)
        #expect(preview.answer(method: "HEAD", path: "/").body.isEmpty)
    }
}
