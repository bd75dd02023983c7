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

    /// The names that no pipeline has, each with the providers and servers there are.
    package func unknown(among pipelines: [PipelineDefinition]) -> [String] {
        let known = Set(
            pipelines.map(\.provider)
                + pipelines.flatMap { pipeline in
                    pipeline.servers.keys.map { "\(pipeline.provider).\($0)" }
                }
        )
        return names.filter { !known.contains($0) }
    }

    package var isEmpty: Bool { named.isEmpty && whole.isEmpty }

    /// The providers and servers named: `instagram.graph`, `github`.
    package var names: [String] { (Array(named.keys) + Array(whole.keys)).sorted() }
}
