import Testing

@testable import Transport

@Suite("The configuration of curl")
struct CurlConfigurationTests {
    @Test(
        "takes certificate authorities from the variables curl(1) reads, in its order",
        arguments: [
            ([:], .system),
            (["CURL_CA_BUNDLE": "", "SSL_CERT_FILE": ""], .system),
            (["CURL_CA_BUNDLE": "/a.pem"], .custom(file: "/a.pem", folder: nil)),
            (["SSL_CERT_FILE": "/b.pem"], .custom(file: "/b.pem", folder: nil)),
            (["SSL_CERT_DIR": "/c"], .custom(file: nil, folder: "/c")),
            (
                ["SSL_CERT_FILE": "/b.pem", "SSL_CERT_DIR": "/c"],
                .custom(file: "/b.pem", folder: "/c")
            ),
            (
                ["CURL_CA_BUNDLE": "/a.pem", "SSL_CERT_FILE": "/b.pem", "SSL_CERT_DIR": "/c"],
                .custom(file: "/a.pem", folder: nil)
            ),
        ] as [([String: String], CertificateAuthorities)]
    )
    func authorities(environment: [String: String], expected: CertificateAuthorities) {
        #expect(CertificateAuthorities(environment: environment) == expected)
    }

    @Test(
        "turns any duration into milliseconds that curl does not take for endless",
        arguments: [
            (.seconds(10), 10_000), (.milliseconds(1500), 1500), (.microseconds(1), 1),
            (.zero, 1), (.seconds(-5), 1), (.milliseconds(-1), 1), (.seconds(86_400), 86_400_000),
            (.seconds(Int64.max), 86_400_000), (.seconds(Int64.min), 1),
        ] as [(Duration, Int)]
    )
    func milliseconds(duration: Duration, expected: Int) {
        #expect(duration.curlMilliseconds == expected)
    }
}
