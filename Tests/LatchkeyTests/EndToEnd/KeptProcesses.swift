import FoundationEssentials

/// The gpg processes that a project's run keeps, as `/proc` tells of them.
struct KeptProcesses {
    private let keyHome: String
    let numbers: [Int]

    /// Those alive now on a project's key home.
    init(of place: Workplace) throws {
        let keyHome = place.keyHome
        self.keyHome = keyHome
        numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(Int.init)
            .filter { Self.isKept($0, keyHome) }
    }

    /// Those that have not ended; what nobody has waited for yet has no arguments any more.
    var alive: [Int] { numbers.filter { Self.isKept($0, keyHome) } }

    /// The folders of names that their parents hold.
    func folders() throws -> Set<String> {
        var folders: Set<String> = []
        for parent in Set(numbers.compactMap(Self.parent)) {
            let place = "/proc/\(parent)/fd"
            for name in try FileManager.default.contentsOfDirectory(atPath: place) {
                // Others of its files come and go.
                let target = try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "\(place)/\(name)"
                )
                if let target, target.hasPrefix("/tmp/lkm-") { folders.insert(target) }
            }
        }
        return folders
    }

    private static func isKept(_ process: Int, _ keyHome: String) -> Bool {
        texts(process, "cmdline").contains("--multifile")
            && texts(process, "environ").contains("GNUPGHOME=\(keyHome)")
    }

    private static func parent(_ process: Int) -> Int? {
        texts(process, "status", separator: "\n").first { $0.hasPrefix("PPid:") }
            .flatMap { Int($0.dropFirst(5).filter(\.isNumber)) }
    }

    private static func texts(
        _ process: Int,
        _ name: String,
        separator: Character = "\0"
    ) -> [Substring] {
        let bytes = FileManager.default.contents(atPath: "/proc/\(process)/\(name)").map(Array.init)
        return String(decoding: bytes ?? [], as: UTF8.self).split(separator: separator)
    }
}
