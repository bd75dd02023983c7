import Documents
import LatchkeyTestSupport
import Pipeline
import Testing

@testable import Site

@Suite("site.yml says how the site is, or where it is wrong")
struct SiteSettingsTests {
    private func read(_ text: String) -> SiteSettingsReading {
        SiteSettingsReader.read(SourceFile(path: "data/site.yml", bytes: Array(text.utf8)))
    }

    @Test("all of it")
    func whole() {
        let reading = read(
            """
            name: Night Ferry
            url: https://status.example/anywhere
            contact: hello@example.org
            requires: nothing
            every: 3h
            pictures: hide
            pages: false
            badges: false
            handover:
              - {way: post, url: https://hooks.example/in}
              - {way: github-issue, repository: a/b, labels: [one, two], title: t}
              - copy
            """
        )
        #expect(reading.diagnostics.isEmpty)
        let settings = reading.settings
        #expect(settings.name == "Night Ferry")
        #expect(settings.url == "https://status.example/anywhere/")
        #expect(settings.callback("x") == "https://status.example/anywhere/auth/x/callback/")
        #expect(settings.requires == .nothing)
        #expect(settings.every == Span(seconds: 10_800))
        #expect(settings.pictures == .hide)
        #expect(!settings.writesPages && !settings.drawsBadges)
        #expect(
            settings.handover.map(\.document) == [
                ["way": "post", "url": "https://hooks.example/in"],
                [
                    "way": "github-issue", "repository": "a/b", "labels": ["one", "two"],
                    "title": "t",
                ],
                ["way": "copy"],
            ]
        )
    }

    @Test("nothing at all is fine", arguments: ["", "# later\n", "{}"])
    func empty(_ text: String) {
        let reading = read(text)
        #expect(!reading.hasErrors || text.hasPrefix("#") || text.isEmpty)
        #expect(reading.settings == SiteSettings())
    }

    @Test(
        "each mistake at its place",
        arguments: [
            ("nam: x", "1:1", "unknown key", "did you mean name?"),
            (
                "url: http://status.example/", "1:6",
                "expected the https address of the site's root", nil
            ),
            (
                "url: https://a.example/?q=1", "1:6",
                "expected the https address of the site's root", nil
            ),
            (
                "requires: invitations", "1:11", "expected invitation or nothing",
                "did you mean invitation?"
            ),
            ("every: 3 hours", "1:8", "\" hours\" is no unit of time", nil),
            ("pages: maybe", "1:8", "expected true or false, found text", nil),
            ("contact: nobody", "1:10", "expected a mail address", nil),
            ("handover: [fax]", "1:12", "expected a way of handing over", nil),
            ("handover: [{way: post}]", "1:12", "the way post needs url", nil),
            (
                "handover: [{way: post, url: 'http://x.example/'}]", "1:29",
                "expected an https address", nil
            ),
            ("handover: [{way: mail, to: 'a@b.c?cc=x'}]", "1:28", "expected a mail address", nil),
            (
                "handover: [{way: github-issue, repository: ../..}]", "1:44",
                "expected OWNER/NAME of a repository", nil
            ),
            ("[a]", "1:1", "expected a mapping, found a list", nil),
        ] as [(String, String, String, String?)]
    )
    func mistakes(_ text: String, _ place: String, _ message: String, _ hint: String?) throws {
        let reading = read(text)
        let first = try #require(reading.diagnostics.first)
        #expect("\(first.location.line):\(first.location.column)" == place)
        #expect(first.message == message)
        if let hint { #expect(first.hint == hint) }
    }

    @Test("a data directory without the file is as by default")
    func missing() {
        let reading = SiteSettings.load(data: "d", files: InMemoryFileStore())
        #expect(reading.settings == SiteSettings() && reading.diagnostics.isEmpty)
    }
}
