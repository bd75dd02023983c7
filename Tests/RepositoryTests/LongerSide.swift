import Repository

/// Takes the longer of two sides, as a stand-in for the higher generation; refuses what is marked.
struct LongerSide: ConflictResolver {
    func resolve(
        _ path: String,
        _ kind: OwnPaths.Kind,
        base: [UInt8]?,
        ours: [UInt8]?,
        theirs: [UInt8]?
    ) async throws(GitFailure) -> [UInt8]? {
        let sides = [ours ?? [], theirs ?? []]
        if sides.contains(where: { $0.starts(with: Array("locked".utf8)) }) {
            throw GitFailure(.other, "no key opens it")
        }
        return sides[0].count > sides[1].count ? ours : theirs
    }
}
