import Crypto
package import Documents
import Transport

/// Answers requests for the files of a site, as a good static host would.
///
/// Only regular files below the folder, reached without a link and without a hidden name.
package struct SitePreview: Sendable {
    /// `data/status`.
    package let directory: String
    package let files: LocalFileStore
    private let headers: [String: String]

    /// A larger file is no page.
    private static let limit = 64 << 20

    package init(directory: String, files: LocalFileStore, headers: SiteHeaders) {
        self.directory = directory
        self.files = files
        self.headers = Dictionary(headers.fields.map { ($0.name, $0.value) }) { $1 }
    }

    /// - Parameters:
    ///   - method: `GET` or `HEAD`; anything else is refused.
    ///   - path: As it was sent, percent-encoded, without the query.
    ///   - query: What followed the question mark, for a redirect; empty where there was none.
    ///   - known: The `If-None-Match` header.
    /// - Returns: The whole answer, `304` where the reader has the file.
    package func answer(
        method: String,
        path: String,
        query: String = "",
        known: String? = nil
    ) -> PreviewAnswer {
        guard method == "GET" || method == "HEAD" else {
            return plain(405, "This host only reads.", ["Allow": "GET, HEAD"])
        }
        guard var names = Self.names(in: path) else { return missing }
        if path.hasSuffix("/") { names.append("index.html") }
        if let bytes = file(names) {
            return found(bytes, names, known, isHead: method == "HEAD")
        }
        guard !path.hasSuffix("/"), file(names + ["index.html"]) != nil else { return missing }
        // A folder's page has a slash at its end: its links are relative.
        let target = (names.last.map(PercentEncoding.encode) ?? "") + "/"
        let location = query.isEmpty ? target : "\(target)?\(query)"
        return plain(
            308,
            "It is at \(target)",
            Self.caching(names).merging(["Location": location]) { $1 }
        )
    }

    /// `nil` for what is no regular file, too: what else is there is nobody's business.
    private func file(_ names: [String]) -> [UInt8]? {
        (try? files.read(below: directory, names, limit: Self.limit)) ?? nil
    }

    private func found(
        _ bytes: [UInt8],
        _ names: [String],
        _ known: String?,
        isHead: Bool
    ) -> PreviewAnswer {
        let digest = SHA256.hash(data: bytes).prefix(16)
        let tag = "\"" + digest.map { Self.hex($0) }.joined() + "\""
        var headers = headers
        headers["ETag"] = tag
        headers.merge(Self.caching(names)) { $1 }
        let tags = (known ?? "").split(separator: ",").map { entry in
            entry.split(separator: " ").last.map { $0.hasPrefix("W/") ? $0.dropFirst(2) : $0 }
        }
        guard !tags.contains(tag[...]) else {
            return PreviewAnswer(status: 304, headers: headers, body: [])
        }
        headers["Content-Type"] = MediaType.of(names.last ?? "")
        return PreviewAnswer(status: 200, headers: headers, body: isHead ? [] : bytes)
    }

    /// What a callback page says of being kept, instead of what all others say.
    private static func caching(_ names: [String]) -> [String: String] {
        names.first == SiteHeaders.callbackFolder
            ? ["Cache-Control": SiteHeaders.callbackCaching] : [:]
    }

    private var missing: PreviewAnswer { plain(404, "There is no such file.") }

    private func plain(
        _ status: Int,
        _ text: String,
        _ more: [String: String] = [:]
    ) -> PreviewAnswer {
        var headers = headers.merging(more) { $1 }
        headers["Content-Type"] = MediaType.of(".txt")
        return PreviewAnswer(status: status, headers: headers, body: Array((text + "\n").utf8))
    }

    /// The way down that a path means; `nil` where it means none.
    static func names(in path: String) -> [String]? {
        guard path.hasPrefix("/") else { return nil }
        var names: [String] = []
        var parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        for part in parts {
            let bytes = PercentEncoding.decode(part.utf8)
            guard let name = String(validating: bytes, as: UTF8.self), !name.isEmpty,
                !name.hasPrefix("."),
                !bytes.contains(where: { $0 < 0x20 || $0 == 0x2F || $0 == 0x5C })
            else { return nil }
            names.append(name)
        }
        return names
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
