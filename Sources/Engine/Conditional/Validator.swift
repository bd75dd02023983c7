import FoundationEssentials
package import Transport

/// What tells one version of an answer from another (RFC 9110, section 8.8).
package struct Validator: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case entityTag = "tag"
        case lastModified = "date"
    }

    package let kind: Kind
    /// As the server wrote it.
    package let text: String

    /// Longer ones, in bytes, are no names of versions.
    static let longest = 512

    /// `nil` where the text is none, or could not go into a header as it is.
    package init?(_ kind: Kind, _ text: String) {
        switch kind {
        case .entityTag: guard Self.isEntityTag(text) else { return nil }
        case .lastModified: guard HTTPDate.date(text, now: .now) != nil else { return nil }
        }
        (self.kind, self.text) = (kind, text)
    }

    /// The one an answer brings, the entity tag rather than the date; `nil` where there is none to
    /// rely on.
    ///
    /// A date says enough only where it is a minute older than the answer: until then the same second
    /// may have seen another version (RFC 9110, section 8.8.2.2).
    package init?(of response: HTTPResponse) {
        let tags = response.headerValues("ETag")
        if tags.count == 1, let tag = Self(.entityTag, tags[0]) {
            self = tag
            return
        }
        guard let text = response.header("Last-Modified"),
            let date = response.header("Date").flatMap({ HTTPDate.date($0, now: .now) }),
            let modified = HTTPDate.date(text, now: date),
            modified.addingTimeInterval(60) <= date
        else { return nil }
        self.init(.lastModified, text)
    }

    /// The header that asks for anything but this version.
    package var header: (name: String, value: String) {
        switch kind {
        case .entityTag: ("If-None-Match", text)
        case .lastModified: ("If-Modified-Since", text)
        }
    }

    /// Whether a 304 speaks of another version than the one it was asked about; weak and strong tags
    /// are compared weakly, as `If-None-Match` is (section 13.1.2).
    package func isContradicted(by response: HTTPResponse) -> Bool {
        guard kind == .entityTag else { return false }
        return response.headerValues("ETag").contains { Self.opaque($0) != Self.opaque(text) }
    }

    /// `"…"` or `W/"…"` (section 8.8.3), of visible ASCII: other bytes don't survive every reader.
    private static func isEntityTag(_ text: String) -> Bool {
        let tag = opaque(text).utf8
        return text.utf8.count <= longest && tag.count >= 2 && tag.first == UInt8(ascii: "\"")
            && tag.last == UInt8(ascii: "\"")
            && tag.dropFirst().dropLast().allSatisfy {
                (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"")
            }
    }

    private static func opaque(_ text: String) -> Substring {
        text.hasPrefix("W/") ? text.dropFirst(2) : text[...]
    }
}
