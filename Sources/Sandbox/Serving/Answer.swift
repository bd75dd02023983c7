import Documents
import HTTPTypes
import Hummingbird
import NIOCore

/// What an emulated server answers, before faults get at it.
struct Answer: Sendable {
    var status: Int
    var headers = HTTPFields()
    var body: [UInt8]
    /// What was called, without ids and secrets: the log counts by it.
    var endpoint = ""

    init(status: Int = 200, type: String, body: [UInt8]) {
        self.status = status
        self.body = body
        headers[.contentType] = type
    }

    static func json(_ value: JSONValue, status: Int = 200) -> Answer {
        Answer(status: status, type: "application/json; charset=utf-8", body: value.compactText())
    }

    static func html(_ text: String, status: Int = 200) -> Answer {
        Answer(status: status, type: "text/html; charset=utf-8", body: Array(text.utf8))
    }

    static func redirect(to location: String) -> Answer {
        var answer = html("", status: 302)
        answer.headers[.location] = location
        return answer
    }

    /// The same answer, counted in the log under that name.
    func at(_ endpoint: String) -> Answer {
        var answer = self
        answer.endpoint = endpoint
        return answer
    }

    /// The same answer with one more header field.
    func with(_ name: HTTPField.Name?, _ value: String) -> Answer {
        var answer = self
        if let name { answer.headers[name] = value }
        return answer
    }

    var response: Response {
        Response(
            status: .init(code: status),
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}
