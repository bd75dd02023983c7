import Documents
import Pipeline
import Transport

/// Turns `site.yml` into settings, and into everything that is wrong with it.
struct SiteSettingsReader {
    private static let keys = [
        "name", "url", "contact", "requires", "every", "handover", "pictures", "pages", "badges",
    ]

    private var settings = SiteSettings()
    private var problems = DiagnosticCollector()

    static func read(_ source: SourceFile) -> SiteSettingsReading {
        var reader = Self()
        do {
            let root = try YAMLComposer.compose(
                source.bytes,
                path: source.path,
                limit: SiteSettings.limit
            )
            reader.read(root)
        } catch {
            reader.problems.add(contentsOf: error.diagnostics)
        }
        return SiteSettingsReading(
            settings: reader.settings,
            diagnostics: reader.problems.diagnostics,
            source: source
        )
    }

    private mutating func read(_ root: YAMLNode) {
        guard let entries = root.entries else {
            if !root.isNull { complain(root, "expected a mapping, found \(root.kindName)") }
            return
        }
        for entry in entries {
            let value = entry.value
            switch entry.key.text {
            case "name": if let text = line(value) { settings.name = text }
            case "url": settings.url = address(value)
            case "contact": settings.contact = mailAddress(value)
            case "requires":
                settings.requires = word(value, .invitation)
            case "every": settings.every = span(value)
            case "handover":
                guard let items = value.items else {
                    complain(value, "expected a list of ways, found \(value.kindName)")
                    continue
                }
                settings.handover = items.compactMap { way($0) }
            case "pictures": settings.pictures = word(value, .show)
            case "pages": settings.writesPages = flag(value)
            case "badges": settings.drawsBadges = flag(value)
            default: unknown(entry.key, among: Self.keys)
            }
        }
    }

    private mutating func way(_ node: YAMLNode) -> Handover? {
        let name = node["way"] ?? node
        guard let text = name.text, let way = Handover.Way(rawValue: text) else {
            let all = Handover.Way.allCases.map(\.rawValue)
            complain(name, "expected a way of handing over", hint: Self.choice(name, all))
            return nil
        }
        var handover = Handover(way)
        let (required, optional) = Handover.members(of: way)
        for entry in node.entries ?? [] {
            guard let key = entry.key.text, key != "way" else { continue }
            guard key == required || optional.contains(key) else {
                unknown(entry.key, among: ["way"] + [required].compactMap(\.self) + optional)
                continue
            }
            if let value = member(key, entry.value) { handover.members[key] = value }
        }
        if let required, handover.members[required] == nil {
            if node[required] == nil { complain(node, "the way \(text) needs \(required)") }
            return nil
        }
        return handover
    }

    private mutating func member(_ key: String, _ node: YAMLNode) -> JSONValue? {
        switch key {
        case "url":
            guard let text = line(node) else { return nil }
            guard let parts = try? URLParts(text), parts.isCallable, parts.fragment == nil else {
                complain(
                    node,
                    "expected an https address",
                    hint: "plain http goes to loopback only"
                )
                return nil
            }
            return .string(text)
        case "labels":
            let texts = (node.items ?? [node]).compactMap { line($0) }
            return .array(texts.map { .string($0) })
        case "repository":
            guard let text = line(node) else { return nil }
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            let isName = parts.count == 2 && parts.allSatisfy { Self.isName($0) }
            guard isName else {
                complain(node, "expected OWNER/NAME of a repository")
                return nil
            }
            return .string(text)
        case "to": return mailAddress(node).map { .string($0) }
        default: return line(node).map { .string($0) }
        }
    }

    private mutating func address(_ node: YAMLNode) -> String? {
        guard var text = line(node) else { return nil }
        guard let parts = try? URLParts(text), parts.isCallable, parts.query == nil,
            parts.fragment == nil
        else {
            complain(
                node,
                "expected the https address of the site's root",
                hint: "such as https://status.example.org/; plain http is for loopback only"
            )
            return nil
        }
        if !text.hasSuffix("/") { text += "/" }
        return text
    }

    private mutating func mailAddress(_ node: YAMLNode) -> String? {
        guard let text = line(node) else { return nil }
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        let isAddress =
            halves.count == 2 && halves.allSatisfy { !$0.isEmpty }
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"?&#%<>\"".utf8.contains($0) }
        guard isAddress else {
            complain(node, "expected a mail address")
            return nil
        }
        return text
    }

    private mutating func span(_ node: YAMLNode) -> Span? {
        guard let text = line(node) else { return nil }
        do {
            return try Span(text)
        } catch {
            complain(node, error.message, hint: SpanError.hint)
            return nil
        }
    }

    private mutating func flag(_ node: YAMLNode) -> Bool {
        guard case .bool(let value) = node.scalar else {
            complain(node, "expected true or false, found \(node.kindName)")
            return true
        }
        return value
    }

    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ node: YAMLNode,
        _ standard: Word
    ) -> Word {
        if let word = node.text.flatMap(Word.init) { return word }
        let all = Word.allCases.map(\.rawValue)
        complain(node, "expected \(all.joined(separator: " or "))", hint: Self.meant(node, all))
        return standard
    }

    /// A text of one line that says something.
    private mutating func line(_ node: YAMLNode) -> String? {
        let isLine = node.text.map { text in
            !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        }
        guard isLine == true, !node.isNull else {
            complain(node, "expected a line of text, found \(node.kindName)")
            return nil
        }
        return node.text
    }

    private mutating func unknown(_ key: YAMLNode, among keys: [String]) {
        complain(key, "unknown key", hint: Self.choice(key, keys))
    }

    private mutating func complain(_ node: YAMLNode, _ message: String, hint: String? = nil) {
        problems.add(Diagnostic(at: node.location, message, hint: hint))
    }

    private static func choice(_ node: YAMLNode, _ all: [String]) -> String {
        meant(node, all) ?? "there are: \(all.joined(separator: ", "))"
    }

    private static func meant(_ node: YAMLNode, _ all: [String]) -> String? {
        node.text.flatMap { Nearest.word(to: $0, among: all) }.map { "did you mean \($0)?" }
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
