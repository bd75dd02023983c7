import Testing

@testable import Transport

@Suite("The sign of a call")
struct CallSignTests {
    @Test(
        "is good for an answer, whatever it says of the one who asks",
        arguments: [200, 304, 404]
    )
    func good(status: Int) {
        let sign = CallSign(status: status, after: .milliseconds(7))
        #expect(sign == .answered(after: .milliseconds(7)))
    }

    @Test("is a pushback where the server has too much to do", arguments: [429, 502, 503, 504])
    func overloaded(status: Int) {
        #expect(CallSign(status: status, after: .zero) == .pushedBack)
    }

    @Test("is none for a server's own fault", arguments: [500, 501])
    func fault(status: Int) {
        #expect(CallSign(status: status, after: .zero) == .silent)
    }

    @Test(
        "tells a host that takes no more from a call that is wrong",
        arguments: TransportError.ReasonCode.allCases
    )
    func failures(code: TransportError.ReasonCode) {
        let error = TransportError(
            phase: .connecting,
            method: "GET",
            host: "a",
            path: "/",
            code: nil,
            reason: "",
            reasonCode: code
        )
        let isPushback = [.timeout, .connect, .reset, .proxy].contains(code)
        #expect(CallSign(failure: error) == (isPushback ? .pushedBack : .silent))
    }
}
