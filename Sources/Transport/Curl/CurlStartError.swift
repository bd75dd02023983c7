/// Why there can be no transport.
package enum CurlStartError: String, Error, Hashable, Sendable, CustomStringConvertible {
    case noDescriptor = "the network cannot be used: no file descriptor is left"
    case noThread = "the network cannot be used: the system gives no thread"

    package var description: String { rawValue }
}
