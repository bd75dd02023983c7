import Documents

/// A machine's disk, as its process sees it.
struct SimulatedDisk: FileStore {
    let stage: Stage
    let machine: Int

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]? {
        let bytes = stage.with { stage -> [UInt8]? in
            if stage.mutation == .forgetsIntents, path.hasSuffix(".intents") { return nil }
            return stage.machines[machine].disk.files[path]
        }
        guard let bytes else { return nil }
        guard bytes.count <= limit else {
            throw FileError(.read, path, reason: "it is larger than allowed")
        }
        return bytes
    }

    func list(_ path: String) throws(FileError) -> [String] {
        stage.with { $0.machines[machine].disk.names(in: path) }
    }

    func replace(_ path: String, with bytes: [UInt8], mode: UInt32) throws(FileError) {
        try attempt(.replace, path) { $0.put(path, bytes, isSynced: $1) }
    }

    func remove(_ path: String) throws(FileError) {
        try attempt(.remove, path) { $0.put(path, nil, isSynced: $1) }
    }

    func move(_ path: String, to destination: String) throws(FileError) {
        try attempt(.move, destination) { disk, isSynced in
            let bytes = disk.files[path]
            disk.put(path, nil, isSynced: isSynced)
            disk.put(destination, bytes, isSynced: isSynced)
        }
    }

    private func attempt(
        _ operation: FileError.Operation,
        _ path: String,
        _ change: (inout DiskModel, _ isSynced: Bool) -> Void
    ) throws(FileError) {
        let refusal = stage.with { stage -> FileError? in
            stage.change(machine, operation, path, change)
        }
        if let refusal { throw refusal }
    }
}
