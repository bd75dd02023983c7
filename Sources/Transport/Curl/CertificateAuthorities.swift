/// Whom to believe about a server's name.
package enum CertificateAuthorities: Hashable, Sendable {
    /// What curl was built to use.
    case system
    /// A bundle of certificates in PEM, a folder of them by hash, or both.
    case custom(file: String?, folder: String?)

    /// By the same variables as curl(1), in the same order: `CURL_CA_BUNDLE`, or else
    /// `SSL_CERT_DIR` and `SSL_CERT_FILE`.
    package init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        if let bundle = value("CURL_CA_BUNDLE") {
            self = .custom(file: bundle, folder: nil)
            return
        }
        let file = value("SSL_CERT_FILE")
        let folder = value("SSL_CERT_DIR")
        self = file == nil && folder == nil ? .system : .custom(file: file, folder: folder)
    }
}
