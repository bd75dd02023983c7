import Glibc

/// Who and where this process is, for those who wait for it.
struct Machine: Sendable {
    /// The CI system's actor, or the user.
    let owner: String
    let host: String
    let process: Int32
    /// The page of the CI run.
    let run: String?

    init(environment: [String: String]) {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        owner = value("GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER", "LOGNAME") ?? "user \(getuid())"
        var name = [CChar](repeating: 0, count: 256)
        _ = unsafe gethostname(&name, name.count - 1)
        host = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        process = getpid()
        if let server = value("GITHUB_SERVER_URL"), let repository = value("GITHUB_REPOSITORY"),
            let id = value("GITHUB_RUN_ID")
        {
            run = "\(server)/\(repository)/actions/runs/\(id)"
        } else {
            run = value("CI_JOB_URL", "BUILD_URL")
        }
    }
}
