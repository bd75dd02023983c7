import Documents
import FoundationEssentials
import Testing

/// A project in a clone of a bare repository that stands for the remote.
extension Workplace {
    /// The remote, beside the project's own files.
    var remote: String { "\(path)/remote.git" }

    /// What git needs where nobody is at home, and nothing of the machine's own settings.
    static let gitEnvironment = [
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org",
        "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.org",
    ]

    /// Puts the project under git and pushes it; the remote writes a line for each push.
    func publish() async throws {
        try await git(
            """
            git init -q --bare -b main remote.git
            cat > remote.git/hooks/post-receive <<'HOOK'
            #!/bin/sh
            sed 's/^/push /' >> pushes
            echo done >> pushes
            HOOK
            chmod +x remote.git/hooks/post-receive
            printf '/home\\n/remote.git\\n/clone*\\n/data/connections/.lock\\n' > .gitignore
            git init -q -b main . && git add -A && git commit -q -m Begin
            git remote add origin remote.git && git push -q -u origin main
            rm -f remote.git/pushes
            """
        )
    }

    /// Runs a script of git in the project, or in a folder inside it; it has to succeed.
    @discardableResult
    func git(_ script: String, in folder: String = ".") async throws -> String {
        let result = try await shell(
            "set -e; cd \(folder)\n\(script)",
            environment: Self.gitEnvironment
        )
        try #require(result.status == 0, "\(script): \(result.errors)")
        return result.output
    }

    /// Makes a second clone of the remote, in a folder of that name.
    func clone(_ name: String) async throws {
        try await git("git clone -q remote.git \(name)")
    }

    /// Runs `latchkey sync --push` in the project or a clone of it.
    func push(
        in folder: String = ".",
        _ options: String...,
        environment: [String: String] = [:]
    ) async throws -> Program.Result {
        let words = ["latchkey", "sync", "--push"] + options + sandbox.serverOptions
        let command = words.map { "'\($0)'" }.joined(separator: " ")
        return try await shell(
            "cd \(folder) && \(command)",
            environment: Self.gitEnvironment.merging(environment) { $1 }
        )
    }

    /// What the remote was sent, a list of refs a push.
    func pushes() throws -> [[String]] {
        let text = String(decoding: try bytes("remote.git/pushes") ?? [], as: UTF8.self)
        return text.split(separator: "done\n").map { push in
            push.split(separator: "\n").compactMap { line in
                line.split(separator: " ").last.map(String.init)
            }
        }
    }

    /// A connection file as the remote has it, decrypted.
    func pushed(_ user: String) async throws -> JSONValue {
        try await git("git -C remote.git show main:data/connections/\(user).gpg > clone-sealed")
        return try JSONValue(parsing: try gpg(["--decrypt", "\(path)/clone-sealed"]))
    }
}
