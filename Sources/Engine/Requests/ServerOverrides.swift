import Documents
package import Pipeline
import Transport

import Transport

/// Other hosts for the same pipelines: `--server PROVIDER.NAME=URL`, `--server PROVIDER=URL`.
package struct ServerOverrides: Hashable, Sendable {
    private var named: [String: String] = [:]
    private var whole: [String: String] = [:]

    package init() {}

    /// Takes one option's value; `nil` from a text that is not `PROVIDER[.NAME]=URL`.
    package init?(options: [String]) {
        for option in options {
            let halves = option.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, !halves[0].isEmpty else { return nil }
            var url = String(halves[1])
            guard let parts = try? URLParts(url), parts.isCallable else { return nil }
            while url.hasSuffix("/") { url.removeLast() }
            guard (try? URLParts(url)) != nil else { return nil }
            if halves[0].contains(".") {
                named[String(halves[0])] = url
            } else {
                whole[String(halves[0])] = url
            }
        }
    }

    /// The base URL that stands in for a provider's named server.
    package func base(provider: String, server: String) -> String? {
        named["\(provider).\(server)"]
    }

    /// The base URL that stands in for every host of a provider.
    package func base(provider: String) -> String? { whole[provider] }

    /// Names that look misspelt, each with what was probably meant.
    ///
    /// A server its provider does not have, a provider that another one is near to. Overrides for
    /// providers that are not here are nobody's business.
    package func misspelt(among pipelines: [PipelineDefinition]) -> [(name: String, meant: String?)]
    {
        let servers = Dictionary(
            pipelines.map { ($0.provider, Array($0.servers.keys)) },
            uniquingKeysWith: { first, _ in first }
        )
        return names.compactMap { name in
            let halves = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard let provider = halves.first else { return nil }
            guard let known = servers[provider] else {
                let meant = Nearest.word(to: provider, among: servers.keys.sorted())
                return meant.map { (name, $0) }
            }
            guard halves.count == 2, !known.contains(halves[1]) else { return nil }
            let meant = Nearest.word(to: halves[1], among: known.sorted()) ?? known.sorted().first
            return (name, meant.map { "\(provider).\($0)" })
        }
    }

    package var isEmpty: Bool { named.isEmpty && whole.isEmpty }

    /// The providers and servers named: `instagram.graph`, `github`.
    package var names: [String] { (Array(named.keys) + Array(whole.keys)).sorted() }
}
