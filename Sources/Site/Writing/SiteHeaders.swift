import Documents
import Transport

/// The headers that a good host sends with each file of the site.
package struct SiteHeaders: Sendable {
    /// Origins beside the site's own that pages may call: those of `post`.
    private let origins: [String]
    private let showsPictures: Bool

    package init(_ settings: SiteSettings) {
        let urls = settings.handover.compactMap { $0.members["url"]?.string }
        let found = urls.compactMap { try? URLParts($0) }.map { "\($0.scheme)://\($0.authority)" }
        origins = Set(found).sorted()
        showsPictures = settings.pictures == .show
    }

    /// The content security policy that a page can carry itself: all but who may frame it.
    package var pagePolicy: String {
        [
            "default-src 'none'", "script-src 'self'", "style-src 'self'",
            showsPictures ? "img-src 'self' https: data:" : "img-src 'self'",
            (["connect-src 'self'"] + origins).joined(separator: " "),
            "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ].joined(separator: "; ")
    }

    /// Where the callback pages are.
    static let callbackFolder = "auth"

    /// A browser's cache goes by the address, and a callback page's comes with a code.
    static let callbackCaching = "no-store"

    /// Name and value, in the order sent.
    package var fields: [(name: String, value: String)] {
        [
            ("Content-Security-Policy", pagePolicy + "; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            // Unchanged files cost a 304; a card that shows yesterday does not help.
            ("Cache-Control", "no-cache"),
            // Status files are public, and other sites may show the cards.
            ("Access-Control-Allow-Origin", "*"),
        ]
    }

    /// `_headers`, as Netlify and Cloudflare Pages read it.
    var file: [UInt8] {
        var text = "/*\n"
        for field in fields { text += "  \(field.name): \(field.value)\n" }
        text += "/\(Self.callbackFolder)/*\n  Cache-Control: \(Self.callbackCaching)\n"
        return Array(text.utf8)
    }
}
