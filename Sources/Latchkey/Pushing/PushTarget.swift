/// Where a run pushes to, from `--push`, `--push-to` and `LATCHKEY_PUSH`.
struct PushTarget: Hashable, Sendable {
    /// `nil` for the branch's own remote, else `origin`.
    var remote: String?

    /// `nil` where the run pushes nothing; the command line goes before the environment.
    init?(push: Bool, remote: String?, environment: [String: String]) {
        if let remote {
            self.remote = remote
            return
        }
        if push { return }
        let told = environment["LATCHKEY_PUSH"] ?? ""
        switch told.lowercased() {
        case "", "0", "false", "no", "off": return nil
        case "1", "true", "yes", "on": return
        default: self.remote = told
        }
    }
}
