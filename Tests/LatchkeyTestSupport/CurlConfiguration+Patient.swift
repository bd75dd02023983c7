package import Transport

extension CurlConfiguration {
    /// Waits for longer than the busiest machine lets a test stand: for tests that are not about time.
    package static var patient: Self {
        var configuration = Self()
        configuration.connectTimeout = .seconds(300)
        configuration.firstByteTimeout = .seconds(600)
        configuration.totalTimeout = .seconds(900)
        return configuration
    }
}
