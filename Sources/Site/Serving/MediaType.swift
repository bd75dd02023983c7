/// The media type of a file, by the end of its name.
enum MediaType {
    static func of(_ name: String) -> String {
        let ending = name.split(separator: ".").last.map(String.init) ?? ""
        return byEnding[ending] ?? "application/octet-stream"
    }

    private static let byEnding = [
        "css": "text/css; charset=utf-8", "html": "text/html; charset=utf-8",
        "ics": "text/calendar; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "json": "application/json", "png": "image/png", "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8",
    ]
}
