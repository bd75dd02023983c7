/// What the sandbox can do by itself: a bare loop's profile reads with no latency.
struct Ceiling: Sendable {
    /// By how many requests at once.
    let perSecond: [(atOnce: Int, requests: Int)]

    static func measure(
        _ users: Int,
        _ shop: Workshop,
        _ sandbox: SandboxProcess
    ) async throws -> Ceiling {
        Progress.say("the sandbox's ceiling")
        var perSecond: [(Int, Int)] = []
        for atOnce in [16, 64, 256] {
            let times = try (0..<3).map { _ in
                let line = [
                    shop.me, "network", "--url", sandbox.url, "--kind", "live", "--count",
                    "\(users)", "--at-once", "\(atOnce)",
                ]
                let child = try Child.must(
                    line,
                    environment: shop.environment,
                    output: shop.scratch
                )
                return Int(child.output.filter { $0 != "\n" }) ?? .max
            }
            perSecond.append((atOnce, users * 1_000_000 / max(1, times.min() ?? .max)))
        }
        return Ceiling(perSecond: perSecond)
    }
}
