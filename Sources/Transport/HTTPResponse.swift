/// What came back: any status at all is a response, not an error.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// In order; names as received.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
