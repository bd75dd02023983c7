/// What a preview answers: an HTTP status, headers in order, a body.
package struct PreviewAnswer: Hashable, Sendable {
    package var status: Int
    package var headers: [String: String]
    package var body: [UInt8]
}
