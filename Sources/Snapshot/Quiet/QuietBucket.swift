import Documents
import Engine
import FoundationEssentials
import Vault

/// The quiet users of one of the pack's buckets, as they are kept under the pack's key.
struct QuietBucket: Sendable {
    /// What all of it rests on: the program, its pipelines, the format of these bytes.
    let basis: String
    var entries: [QuietEntry] = []

    init(basis: String) {
        self.basis = basis
    }

    func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.add(basis)
        for entry in entries {
            writer.add(entry.user.text)
            writer.add(entry.span.dataThrough)
            writer.add(entry.span.from)
            writer.add(entry.span.until)
            writer.add(entry.span.steadyUntil)
            writer.add(entry.span.slidingEnd)
            writer.add(entry.file)
            writer.add(Int64(entry.pages.count))
            for page in entry.pages {
                writer.add(page.kind)
                writer.add(page.mark)
            }
            writer.add(Int64(entry.connections))
            writer.add(entry.isPressing)
            writer.add(entry.records)
        }
        return writer.bytes
    }

    /// Empty where the bytes are no bucket, or rest on something else.
    init(decoding bytes: [UInt8], basis: String) {
        self.basis = basis
        var reader = ByteReader(bytes)
        guard reader.text() == basis else { return }
        var entries: [QuietEntry] = []
        while !reader.isAtEnd {
            guard let entry = Self.entry(&reader) else { return }
            entries.append(entry)
        }
        self.entries = entries
    }

    private static func entry(_ reader: inout ByteReader) -> QuietEntry? {
        guard let user = reader.text().flatMap(UserID.init), let through = reader.date(),
            let from = reader.date(), let until = reader.date(), let steadyUntil = reader.date(),
            let slidingEnd = reader.optionalDate(), let file = reader.mark(),
            let count = reader.number()
        else { return nil }
        var pages: [QuietEntry.Page] = []
        for _ in 0..<max(0, count) {
            guard let kind = reader.kind(), let mark = reader.mark() else { return nil }
            pages.append(QuietEntry.Page(kind: kind, mark: mark))
        }
        guard let connections = reader.number(), let isPressing = reader.flag(),
            let records = reader.data()
        else { return nil }
        return QuietEntry(
            user: user,
            span: QuietSpan(
                dataThrough: through,
                from: from,
                until: until,
                steadyUntil: steadyUntil,
                slidingEnd: slidingEnd
            ),
            file: file,
            pages: pages,
            connections: Int(connections),
            isPressing: isPressing,
            records: records
        )
    }
}

extension ByteWriter {
    fileprivate mutating func add(_ kind: QuietEntry.Page.Kind) {
        switch kind {
        case .integrations: add(Int64(0))
        case .connection(let provider):
            add(Int64(1))
            add(provider)
        case .badge(let provider):
            add(Int64(2))
            add(provider)
        }
    }

    mutating func add(_ mark: FileMark) {
        add(mark.digest)
        add(mark.stamp != nil)
        guard let stamp = mark.stamp else { return }
        add(stamp.size)
        add(Int64(bitPattern: stamp.inode))
        add(stamp.modified)
        add(stamp.changed)
    }
}

extension ByteReader {
    fileprivate mutating func kind() -> QuietEntry.Page.Kind? {
        switch number() {
        case 0: .integrations
        case 1: text().map { .connection(provider: $0) }
        case 2: text().map { .badge(provider: $0) }
        default: nil
        }
    }

    mutating func mark() -> FileMark? {
        guard let digest = text(), let hasStamp = flag() else { return nil }
        guard hasStamp else { return FileMark(digest: digest, stamp: nil) }
        guard let size = number(), let inode = number(), let modified = number(),
            let changed = number()
        else { return nil }
        return FileMark(
            digest: digest,
            stamp: FileStamp(
                size: size,
                inode: UInt64(bitPattern: inode),
                modified: modified,
                changed: changed
            )
        )
    }
}
