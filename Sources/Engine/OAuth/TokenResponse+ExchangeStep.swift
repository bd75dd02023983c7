import FoundationEssentials
import Pipeline
import Vault

extension ExchangeStep {
    /// What the vault keeps of an answer.
    init(_ response: TokenResponse, at moment: Date) {
        self.init(
            accessToken: response.accessToken,
            refreshToken: response.refreshToken,
            accessEnd: response.accessExpiry.kept,
            refreshEnd: response.refreshExpiry.kept,
            scopes: response.scopes,
            accountID: response.accountID,
            extra: response.extra,
            answeredAt: moment
        )
    }
}

extension TokenResponse {
    /// The answer as the vault has kept it.
    init(_ step: ExchangeStep) {
        accessToken = step.accessToken
        refreshToken = step.refreshToken
        accessExpiry = Expiry(step.accessEnd)
        refreshExpiry = Expiry(step.refreshEnd)
        scopes = step.scopes
        accountID = step.accountID
        extra = step.extra
    }
}

extension Expiry {
    fileprivate init(_ end: ExchangeStep.End) {
        self =
            switch end {
            case .untold: .untold
            case .never: .never
            case .at(let date): .at(date)
            }
    }

    fileprivate var kept: ExchangeStep.End {
        switch self {
        case .untold: .untold
        case .never: .never
        case .at(let date): .at(date)
        }
    }
}
