package import Documents
package import Pipeline

/// What `site.yml` in the data directory says of the static site; all of it is optional.
package struct SiteSettings: Hashable, Sendable {
    /// Who may ask to connect.
    package enum Requirement: String, Sendable, CaseIterable {
        /// Only who holds an invitation.
        case invitation
        /// Anybody; the run still decides.
        case nothing
    }

    /// Whether the pages ask other hosts for people's pictures.
    package enum Pictures: String, Sendable, CaseIterable {
        case show, hide
    }

    /// Who runs the site.
    package var name = "Latchkey"
    /// The site's root on the web, with a final slash; `nil` while it has none.
    package var url: String?
    /// A mail address for people without a link.
    package var contact: String?
    package var requires = Requirement.invitation
    /// Between two scheduled runs.
    package var every: Span?
    /// In the order offered.
    package var handover: [Handover] = []
    package var pictures = Pictures.show
    /// Whether `sync` writes the pages.
    package var writesPages = true
    /// Whether `sync` draws a badge for each connection.
    package var drawsBadges = true

    package init() {}

    /// The file's name in the data directory.
    package static let fileName = "site.yml"

    /// The largest settings file that is read, in bytes.
    package static let limit = 1 << 18

    /// Reads the file of a data directory; without one, all is as by default.
    package static func load(data: String, files: any FileStore) -> SiteSettingsReading {
        let path = "\(data)/\(fileName)"
        do {
            guard let bytes = try files.read(path, limit: limit) else {
                return SiteSettingsReading(settings: Self(), diagnostics: [], source: nil)
            }
            return SiteSettingsReader.read(SourceFile(path: path, bytes: bytes))
        } catch {
            let place = SourceLocation(path: path, line: 1, column: 1)
            return SiteSettingsReading(
                settings: Self(),
                diagnostics: [Diagnostic(at: place, "it can't be read: \(error.reason)")],
                source: nil
            )
        }
    }

    /// The address of a provider's callback page; `nil` while the site has no address.
    package func callback(_ provider: String) -> String? {
        url.map { $0 + Self.callbackPath(provider) }
    }

    /// The folder of a provider's callback page, below the site's root.
    package static func callbackPath(_ provider: String) -> String { "auth/\(provider)/callback/" }
}
