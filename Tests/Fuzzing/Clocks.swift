import FoundationEssentials

/// What a machine's clock may say: right, and wrong in every way.
enum Clocks {
    static let right = Date(timeIntervalSince1970: 1_795_514_400)

    static let all: [Date] = [
        right, .distantPast, .distantFuture,
        // The first second of year 0, and both ends of the years a timestamp can name.
        Date(timeIntervalSince1970: -62_167_219_200), Date(timeIntervalSince1970: -62_135_596_800),
        Date(timeIntervalSince1970: 253_402_300_799), Date(timeIntervalSince1970: 0),
        Date(timeIntervalSince1970: 1e15), Date(timeIntervalSince1970: -1e15),
        Date(timeIntervalSince1970: 1e300), Date(timeIntervalSince1970: -1e300),
        Date(timeIntervalSince1970: .infinity), Date(timeIntervalSince1970: -.infinity),
        Date(timeIntervalSince1970: .nan),
    ]

    /// The seconds since 1970 that lie in years 1 to 9999.
    static let years = -62_135_596_800.0...253_402_300_799.0
}
