/// How long the program takes to start and say its version.
enum StartRow {
    static let runs = 50

    static func measure(_ shop: Workshop) throws -> [Sample] {
        try (0..<runs).map { _ in
            let child = try Child.must(
                [shop.latchkey, "--version"],
                environment: shop.environment
            )
            return Sample(microseconds: child.microseconds, peakBytes: child.peakBytes)
        }
    }
}
