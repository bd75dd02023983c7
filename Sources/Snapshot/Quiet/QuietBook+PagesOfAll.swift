import Documents
import Engine
import FoundationEssentials
import Pipeline
import Vault

extension QuietBook {
    /// Whether the pages of all users, and the history, are as the latest run left them, and no page
    /// speaks of somebody who is not enrolled.
    ///
    /// Everybody enrolled has an entry that holds; pages older than the newest moment that one of the
    /// entries rests on don't tell of it.
    func commonPagesStand(_ enrolled: Set<UserID>, since newest: Date) async -> Bool {
        guard let note = vault.packNote(Self.commonNote) else { return false }
        var bytes = ByteReader(note.bytes)
        guard bytes.text() == commonBasis, let count = bytes.number(), count == enrolled.count,
            let made = bytes.date(), made >= newest
        else { return false }
        var marks: [(String, FileMark)] = []
        var hasChanged = false
        while !bytes.isAtEnd {
            guard let path = bytes.text(), let mark = bytes.mark() else { return false }
            switch lookAtCommon(mark, path, note.writtenAt) {
            case .untouched: marks.append((path, mark))
            case .same(let fresh):
                marks.append((path, fresh))
                hasChanged = true
            case .different: return false
            }
        }
        let names = (try? reader.files.list("\(reader.directory)/\(StatusPath.integrations)")) ?? []
        let isForeign = names.contains { name in
            guard name.hasSuffix(".json"), let user = UserID(String(name.dropLast(5))) else {
                return false
            }
            return !enrolled.contains(user)
        }
        guard !isForeign else { return false }
        if hasChanged { await keepCommon(marks, of: enrolled.count, at: made) }
        return true
    }

    /// Notes how the pages of all users, and the history, were left.
    func keepCommon(_ pages: [String: FileMark], of users: Int, at made: Date) async {
        let history = reader.files.stamp(history)
        var marks = pages.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        if let bytes = try? reader.files.read(self.history, limit: 64 << 20) {
            let mark = FileMark(digest: CiphertextDigest.text(of: bytes), stamp: history)
            marks.append((Self.historyPath, mark))
        }
        await keepCommon(marks, of: users, at: made)
    }

    private func keepCommon(_ marks: [(String, FileMark)], of users: Int, at made: Date) async {
        var bytes = ByteWriter()
        bytes.add(commonBasis)
        bytes.add(Int64(users))
        bytes.add(made)
        for (path, mark) in marks {
            bytes.add(path)
            bytes.add(mark)
        }
        try? await vault.keepPackNote(bytes.bytes, as: Self.commonNote)
    }

    private func lookAtCommon(_ mark: FileMark, _ path: String, _ written: Int64) -> FileMark.Look {
        guard path == Self.historyPath else { return look(mark, at: path, written) }
        return mark.look(at: history, limit: 64 << 20, written: written, in: reader.files)
    }

    private var commonBasis: String {
        let urls = loginURLs.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return ([basis] + urls).joined(separator: "\n")
    }

    /// Stands for the events' file, which is in another folder; no status file has this name.
    private static let historyPath = ""
}
