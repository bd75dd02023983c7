internal import Documents

extension ConnectionVault {
    /// How the pack stands: reads every file it would have to read, and writes nothing.
    package func packState() async throws(VaultError) -> PackState {
        let key: PackKey
        switch await packKey() {
        case .found(let found): key = found
        case .none: return .absent
        case .foreign, .unusable: return .locked
        }
        let users = try users()
        let layout = PackLayout(users: users.count)
        let pack = ConnectionPack(folder: packPath, layout: layout, key: key, files: files)
        var known = 0
        for user in users {
            guard let sealed = try? await readSealed(user) else { continue }
            let digest = CiphertextDigest.text(of: sealed)
            if pack.plaintext(user, digest: digest, stamp: nil) != nil { known += 1 }
        }
        return .ready(known: known, of: users.count, bytes: pack.size(of: users))
    }

    /// Forgets the pack and its key: the next run makes both anew.
    func dropPack() throws(FileError) {
        try files.remove(packKeyPath)
        for folder in PackLayout.folders {
            let path = "\(packPath)/\(folder)"
            for name in try files.list(path) { try files.remove("\(path)/\(name)") }
        }
    }
}
