import Testing

@testable import Latchkey

@Suite("What git gets to see")
struct GitEnvironmentTests {
    @Test("is no key, no passphrase and no client secret")
    func secrets() async throws {
        try await SandboxServer.serving { sandbox in
            let place = try await Workplace(sandbox)
            try await place.publish()
            // A git that writes down its environment, before the real one on the path.
            try place.write(
                "#!/bin/sh\nenv >> \"$HOME/home/seen\"\nexec /usr/bin/git \"$@\"\n",
                to: "home/git"
            )
            let result = try await place.shell(
                """
                real=$(command -v git); sed -i "s|/usr/bin/git|$real|" home/git; chmod +x home/git
                PATH="$PWD/home:$PATH"; latchkey sync --push --server strict.main=\(sandbox.url)/strict
                """,
                environment: Workplace.gitEnvironment.merging([
                    "LATCHKEY_GPG_PASSPHRASE": "open-sesame"
                ]) { $1 }
            )
            #expect(result.status == 0, "\(result.errors)")
            let seen = String(decoding: try place.bytes("home/seen") ?? [], as: UTF8.self)
            #expect(seen.contains("GIT_TERMINAL_PROMPT=0"))
            for secret in ["open-sesame", "sandbox-secret", "LATCHKEY_"] {
                #expect(!seen.contains(secret), "\(secret)")
            }
        }
    }
}
