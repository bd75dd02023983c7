import Pipeline
import Testing

@testable import Engine

@Suite("A failure's sentence")
struct FailureTests {
    @Test("step, call, status, code and subcode, each where it is known")
    func sentence() {
        var failure = Failure(
            .reconnect,
            .tokenExpired,
            step: "profile",
            call: "GET graph.test/me",
            status: 400,
            code: "190",
            subcode: "463",
            detail: "the token has expired"
        )
        #expect(
            failure.sentence
                == "profile: GET graph.test/me answered 400 (190/463): the token has expired"
        )
        failure.subcode = nil
        #expect(
            failure.sentence
                == "profile: GET graph.test/me answered 400 (190): the token has expired"
        )
        failure.code = nil
        #expect(
            failure.sentence == "profile: GET graph.test/me answered 400: the token has expired"
        )
        failure.status = nil
        failure.call = nil
        #expect(failure.sentence == "profile: the token has expired")
    }
}
