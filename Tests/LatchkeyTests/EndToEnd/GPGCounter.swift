import Testing

/// A gpg before the real one, which writes down what it was started with.
///
/// gpgme is told by gpgconf where gpg is, so gpgconf has a stand-in, too.
struct GPGCounter {
    private let place: Workplace

    init(_ place: Workplace) async throws {
        self.place = place
        let made = try await place.shell(
            """
            set -e; gpg=$(command -v gpg); gpgconf=$(command -v gpgconf); mkdir counter
            printf '#!/bin/sh\\necho "$@" >> "%s/counter/calls"\\nexec %s "$@"\\n' "$PWD" "$gpg" > counter/gpg
            printf '#!/bin/sh\\n%s "$@" | sed "s#^gpg:\\\\([^:]*\\\\):[^:]*#gpg:\\\\1:%s/counter/gpg#"\\n' \\
              "$gpgconf" "$PWD" > counter/gpgconf
            chmod +x counter/*
            """
        )
        try #require(made.status == 0, "\(made.errors)")
    }

    /// What each gpg of a `latchkey sync` was started with.
    func sync(environment: [String: String] = [:]) async throws -> [String] {
        try await latchkey("sync", environment: environment).calls
    }

    /// Runs `latchkey`, which must do well: what each gpg was started with, and what was printed.
    func latchkey(
        _ arguments: String...,
        environment: [String: String] = [:]
    ) async throws -> (calls: [String], output: String) {
        let words = (arguments + place.sandbox.serverOptions).map { "'\($0)'" }
        let run = try await place.shell(
            "rm -f counter/calls; PATH=\"$PWD/counter:$PATH\" latchkey "
                + words.joined(separator: " "),
            environment: environment
        )
        #expect(run.status == 0, "\(run.errors)")
        let text = String(decoding: try place.bytes("counter/calls") ?? [], as: UTF8.self)
        return (text.split(separator: "\n").map(String.init), run.output)
    }
}
