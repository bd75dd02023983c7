import Glibc
import Testing

@testable import Transport

@Suite("The facts of a failed call")
struct CurlFactsTests {
    private let call: CurlCall

    init() throws {
        call = try CurlCall(
            HTTPRequest(
                method: "POST",
                url: "https://api.example.com/token?code=t0ps3cret",
                kind: .spend
            ),
            timeLeft: .seconds(1)
        )
    }

    @Test(
        "prove that nothing was sent only where they do",
        arguments: [
            (CurlFacts(), false),
            (CurlFacts(pretransferTime: 1), true),
            (CurlFacts(requestBytes: 100, newConnections: 1, hasAnswerBegun: true), true),
            // A CONNECT went to the proxy; TLS to the provider never stood.
            (CurlFacts(requestBytes: 100, newConnections: 1, proxyStatus: 502), false),
            (CurlFacts(requestBytes: 100, newConnections: 1), false),
            // The same numbers without TLS, on an open connection, or with TLS standing.
            (CurlFacts(isSecure: false, requestBytes: 100, newConnections: 1), true),
            (CurlFacts(requestBytes: 100, newConnections: 0), true),
            (CurlFacts(handshakeTime: 5, requestBytes: 100, newConnections: 1), true),
        ]
    )
    func sent(facts: CurlFacts, mayHaveBeenSent: Bool) {
        #expect(facts.mayHaveBeenSent == mayHaveBeenSent)
        let error = facts.failure(.receiveFailed, of: call, limit: 1)
        #expect(error.phase == (mayHaveBeenSent ? .sent : .connecting))
    }

    @Test(
        "become a sentence",
        arguments: [
            (CurlFacts(), .unresolvedHost, "the host name could not be resolved (curl 6)"),
            (
                CurlFacts(systemError: ECONNREFUSED), .noConnection,
                "connection refused (curl 7)"
            ),
            (CurlFacts(), .noConnection, "no connection could be made (curl 7)"),
            (
                CurlFacts(hasAnswerBegun: true), .partialFile,
                "the connection was closed in the middle of the answer (curl 18)"
            ),
            (
                CurlFacts(pretransferTime: 1), .partialFile,
                "the connection was closed without an answer (curl 18)"
            ),
            (CurlFacts(), .timedOut, "timed out while connecting (curl 28)"),
            (
                CurlFacts(pretransferTime: 1), .timedOut,
                "timed out waiting for an answer (curl 28)"
            ),
            (
                CurlFacts(hasAnswerBegun: true), .timedOut,
                "timed out in the middle of the answer (curl 28)"
            ),
            (
                CurlFacts(pretransferTime: 1, systemError: ECONNRESET), .receiveFailed,
                "connection reset by peer (curl 56)"
            ),
            (
                CurlFacts(detail: "SSL certificate problem: self-signed certificate"),
                .badCertificate,
                "the TLS certificate was not accepted: "
                    + "SSL certificate problem: self-signed certificate (curl 60)"
            ),
            (
                CurlFacts(detail: "Bad\u{1B}[2J\r\nline" + String(repeating: "x", count: 999)),
                .tlsHandshake,
                "the TLS handshake failed: bad[2Jline" + String(repeating: "x", count: 150)
                    + " (curl 35)"
            ),
            (
                CurlFacts(requestBytes: 9, newConnections: 1, proxyStatus: 407), .receiveFailed,
                "the proxy answered 407 (curl 56)"
            ),
            (
                CurlFacts(hasAnswerBegun: true, isTooLarge: true), .writeError,
                "the answer is larger than 1 bytes (curl 63)"
            ),
            (
                CurlFacts(), CurlCode(rawValue: 27), "out of memory (curl 27)"
            ),
        ] as [(CurlFacts, CurlCode, String)]
    )
    func sentences(facts: CurlFacts, code: CurlCode, sentence: String) {
        let error = facts.failure(code, of: call, limit: 1)
        #expect(error.description == "POST api.example.com/token: " + sentence)
    }

    @Test("have a sentence for every number curl may ever return")
    func everyCode() {
        for number in (-1...130 as ClosedRange<Int32>) + [.min, .max] {
            let error = CurlFacts().failure(CurlCode(rawValue: number), of: call, limit: 1)
            #expect(!error.reason.isEmpty)
            #expect(!error.description.contains("t0ps3cret"))
        }
    }
}
