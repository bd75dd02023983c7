import Testing

@testable import Transport

@Suite("A transport error")
struct TransportErrorTests {
    @Test("reads as method, place, reason and curl's number")
    func description() {
        let error = TransportError(
            phase: .sent,
            method: "POST",
            host: "graph.example.com",
            path: "/refresh",
            code: 56,
            reason: "connection reset by peer"
        )
        #expect(
            error.description
                == "POST graph.example.com/refresh: connection reset by peer (curl 56)"
        )
    }

    @Test("of a request takes nothing from it but method, host and path")
    func fromRequest() {
        let request = HTTPRequest(
            method: "GET",
            url: "https://example.com:444/a?token=t0ps3cret",
            headers: [("Authorization", "t0ps3cret")],
            kind: .read
        )
        let error = TransportError(phase: .refused, request: request, reason: "no")
        #expect(error.description == "GET example.com:444/a: no")
        let hidden = TransportError(
            phase: .refused,
            request: HTTPRequest(method: "\u{1B}", url: "https://u:t0ps3cret@h/", kind: .read),
            reason: "no"
        )
        #expect(hidden.description == "request: no")
    }

    @Test("clips a long path")
    func longPath() {
        let error = TransportError(
            phase: .sent,
            method: "GET",
            host: "h",
            path: "/" + String(repeating: "x", count: 500),
            code: nil,
            reason: "no"
        )
        #expect(error.path.count == 81)
    }

    @Test(
        "knows whether the call may have been sent",
        arguments: [
            (.refused, nil, false), (.connecting, nil, false), (.sent, nil, true),
            (.cancelled, nil, true), (.cancelled, false, false), (.connecting, true, false),
        ] as [(TransportError.Phase, Bool?, Bool)]
    )
    func sent(phase: TransportError.Phase, told: Bool?, expected: Bool) {
        let error = TransportError(
            phase: phase,
            method: "GET",
            host: "h",
            path: "",
            code: nil,
            reason: "no",
            mayHaveBeenSent: told
        )
        #expect(error.mayHaveBeenSent == expected)
    }

    @Test(
        "has one of a few words for a reason",
        arguments: [
            (.refused, nil, .refused), (.refused, 3, .refused), (.cancelled, nil, .cancelled),
            (.sent, nil, .other), (.connecting, 6, .dns), (.connecting, 5, .proxy),
            (.connecting, 97, .proxy), (.connecting, 7, .connect), (.connecting, 28, .timeout),
            (.connecting, 35, .tls), (.connecting, 60, .tls), (.connecting, 77, .tls),
            (.sent, 52, .reset), (.sent, 55, .reset), (.sent, 56, .reset), (.sent, 18, .reset),
            (.sent, 63, .tooLarge), (.sent, 47, .redirect), (.sent, 61, .protocolFault),
            (.sent, 16, .protocolFault), (.sent, 92, .protocolFault), (.sent, 8, .protocolFault),
            (.sent, 12345, .other), (.sent, -1, .other), (.sent, .min, .other),
        ] as [(TransportError.Phase, Int32?, TransportError.ReasonCode)]
    )
    func reasonCodes(
        phase: TransportError.Phase,
        code: Int32?,
        expected: TransportError.ReasonCode
    ) {
        let error = TransportError(
            phase: phase,
            method: "GET",
            host: "h",
            path: "",
            code: code,
            reason: "no"
        )
        #expect(error.reasonCode == expected)
    }
}
