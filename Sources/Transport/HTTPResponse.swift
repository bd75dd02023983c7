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

    /// The first header of that name, in whatever case either is written.
    package func header(_ name: String) -> String? {
        headers.first { HTTPField.isSame($0.name, name) }?.value
    }

    /// All headers of that name, in order, in whatever case either is written.
    package func headerValues(_ name: String) -> [String] {
        headers.filter { HTTPField.isSame($0.name, name) }.map(\.value)
    }
}

/// Answers of token endpoints are secrets: only status and size are ever printed.
extension HTTPResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(status), \(body.count) bytes" }

    package var debugDescription: String { description }

    package var customMirror: Mirror {
        Mirror(self, children: ["answer": description], displayStyle: .struct)
    }
}
