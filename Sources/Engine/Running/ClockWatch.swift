import FoundationEssentials
import Synchronization
import Transport

/// Measures this machine's clock by the `Date` headers of the answers that pass (RFC 9110, section
/// 6.6.1).
final class ClockWatch: HTTPTransport {
    /// Answers remembered of each host: enough for a median.
    private static let mostAnswers = 32

    private let base: any HTTPTransport
    private let now: @Sendable () -> Date
    /// What an earlier run measured.
    private let remembered: ClockSkew?
    private let heard = Mutex(Heard())

    private struct Heard {
        /// By host.
        var skews: [String: [Double]] = [:]
        /// The median of the hosts' medians.
        var median: Double?
    }

    init(
        _ base: any HTTPTransport,
        now: @escaping @Sendable () -> Date,
        _ remembered: ClockSkew? = nil
    ) {
        self.remembered = remembered
        self.base = base
        self.now = now
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let response = try await base.send(request)
        let origin = Self.origin(of: request.url)
        let hasEnough = heard.withLock { $0.skews[origin, default: []].count >= Self.mostAnswers }
        // What a cache has kept tells the time it was kept.
        if !hasEnough, response.header("Age") == nil, let text = response.header("Date"),
            let skew = ResetTime.clockSkew(dateHeader: text, now: now())
        {
            heard.withLock { heard in
                heard.skews[origin, default: []].append(skew)
                // Asked for after each user.
                heard.median = Self.median(heard.skews.values.compactMap(Self.median))
            }
        }
        return response
    }

    /// How far the providers' clocks are ahead of ours, in seconds: the median of the hosts'
    /// medians; `nil` where no answer told.
    var skew: Double? { heard.withLock(\.median) }

    /// What is known of the difference: as measured now, else as an earlier run measured it; `nil`
    /// where the clocks agree.
    var known: ClockSkew? {
        guard let skew else { return remembered }
        return ClockSkew(measured: skew)
    }

    /// Scheme, host and port, as the request has them.
    private static func origin(of url: String) -> String {
        var slashes = 0
        let end = url.utf8.firstIndex { byte in
            if byte == UInt8(ascii: "/") { slashes += 1 }
            return slashes == 3
        }
        return String(url[..<(end ?? url.endIndex)])
    }

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
