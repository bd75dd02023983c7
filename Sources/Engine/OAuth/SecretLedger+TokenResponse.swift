package import Vault

extension SecretLedger {
    /// Holds every secret of a token answer.
    func hold(_ response: TokenResponse) {
        if let token = response.accessToken { hold(token) }
        if let token = response.refreshToken { hold(token) }
    }

    /// Holds every secret of a connection.
    package func hold(_ connection: Connection) {
        if let token = connection.grant?.accessToken { hold(token) }
        if let token = connection.grant?.refreshToken { hold(token) }
        if let code = connection.pendingCode {
            hold(code.code)
            if let verifier = code.verifier { hold(verifier) }
            for step in code.steps {
                if let token = step.accessToken { hold(token) }
                if let token = step.refreshToken { hold(token) }
            }
        }
        if let authorization = connection.pendingAuthorization {
            hold(authorization.state)
            if let verifier = authorization.verifier { hold(verifier) }
        }
    }
}
