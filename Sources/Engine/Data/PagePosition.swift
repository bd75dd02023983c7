import Documents
import Pipeline
import Transport

/// Where a collection's reading stands, and what the next page is asked for with.
///
/// Pure.
struct PagePosition {
    /// How the next page is reached.
    enum Next: Equatable {
        /// Query parameters laid over the request's own.
        case query([(name: String, value: String)])
        /// A whole URL, on the request's own host.
        case url(String)

        static func == (left: Self, right: Self) -> Bool {
            switch (left, right) {
            case (.query(let left), .query(let right)):
                left.elementsEqual(right) { $0.name == $1.name && $0.value == $1.value }
            case (.url(let left), .url(let right)): left == right
            default: false
            }
        }
    }

    /// No collection needs more; a provider that never ends is stopped.
    static let mostPages = 1000

    private let paging: Paging?
    private var pages = 0
    private var read = 0
    /// Cursors and URLs seen: one that comes back would go round for ever.
    private var seen: Set<String> = []

    init(_ paging: Paging?) {
        self.paging = paging
    }

    /// What the first page is asked for with.
    var first: [(name: String, value: String)] {
        switch paging {
        case .offset(let parameter, let sizeParameter, let size):
            [(parameter, "0"), (sizeParameter, String(size))]
        case .page(let parameter, let first): [(parameter, String(first))]
        default: []
        }
    }

    /// The next page; `nil` at the end.
    mutating func next(
        after response: HTTPResponse,
        _ document: JSONValue,
        count: Int,
        from url: String
    ) -> Next? {
        pages += 1
        read += count
        guard let paging, pages < Self.mostPages else { return nil }
        switch paging {
        case .cursor(let pick, let parameter, let more):
            if let more {
                guard let flag = more.first(in: document), flag != .bool(false) else { return nil }
            }
            guard let cursor = pick.first(in: document)?.exactText, !cursor.isEmpty,
                seen.insert(cursor).inserted
            else { return nil }
            return .query([(parameter, cursor)])
        case .next(let pick):
            guard let text = pick.first(in: document)?.string else { return nil }
            return follow(text, from: url)
        case .link:
            guard let target = LinkHeader.next(in: response) else { return nil }
            return follow(target, from: url)
        case .offset(let parameter, let sizeParameter, let size):
            guard count >= size, size > 0 else { return nil }
            return .query([(parameter, String(read)), (sizeParameter, String(size))])
        case .page(let parameter, let first):
            guard count > 0 else { return nil }
            return .query([(parameter, String(first + pages))])
        }
    }

    /// A token goes to no other host because an answer says so.
    private mutating func follow(_ target: String, from url: String) -> Next? {
        guard !target.isEmpty else { return nil }
        let target = Self.resolve(target, from: url)
        guard let here = try? URLParts(url), let there = try? URLParts(target),
            there.hasSameOrigin(as: here), seen.insert(target).inserted
        else { return nil }
        return .url(target)
    }

    /// A reference as RFC 3986, section 5.2, resolves it, as far as servers write them: whole, by
    /// path, by query alone.
    static func resolve(_ target: String, from url: String) -> String {
        let afterAuthority = RequestBuilder.afterAuthority(url)
        let origin = url.dropLast(afterAuthority.count)
        if target.hasPrefix("//") {
            return url.prefix { $0 != ":" } + ":" + target
        }
        if target.hasPrefix("/") { return origin + target }
        let path = afterAuthority.prefix { $0 != "?" && $0 != "#" }
        if target.hasPrefix("?") { return origin + path + target }
        guard !target.contains("://") else { return target }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return origin + folder + target
    }
}
