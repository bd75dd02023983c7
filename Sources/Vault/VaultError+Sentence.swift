extension VaultError {
    /// The error for people: one sentence, lower case, no final stop, never a secret.
    package var sentence: String {
        switch self {
        case .locked(let path, let reason): "can't open \(path): \(reason)"
        case .broken(let path, let reason): "\(path) is broken: \(reason)"
        case .recipient(let name, let reason): "can't encrypt to recipient \(name): \(reason)"
        case .changed(let path): "\(path) changed on disk since it was read: run again"
        case .notSaved(let path, let reason): "can't save \(path): \(reason)"
        case .unusable(let reason): "the vault can't be used: \(reason)"
        }
    }
}

extension VaultError: CustomStringConvertible {
    package var description: String { sentence }
}
