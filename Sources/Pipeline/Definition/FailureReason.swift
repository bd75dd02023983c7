/// Why a connection is not well, as the status file says it: a bounded set.
package enum FailureReason: String, Sendable, CaseIterable {
    // The grant.
    case grantRefused = "grant_refused"
    case tokenExpired = "token_expired"
    case revoked
    case passwordChanged = "password_changed"
    case checkpoint
    case accountUnconfirmed = "account_unconfirmed"
    case accountRestricted = "account_restricted"
    case accountGone = "account_gone"
    case scopeMissing = "scope_missing"
    case consentExpired = "consent_expired"
    case noRefresh = "no_refresh"
    // The code.
    case codeExpired = "code_expired"
    case codeRefused = "code_refused"
    case codeInDoubt = "code_in_doubt"
    case answerLost = "answer_lost"
    case accountMismatch = "account_mismatch"
    // The provider.
    case rateLimited = "rate_limited"
    case providerFault = "provider_fault"
    case refusalBurst = "refusal_burst"
    case unreachable
    case unexpectedAnswer = "unexpected_answer"
    case permissionDenied = "permission_denied"
    case badRequest = "bad_request"
    case notFound = "not_found"
    // Our side.
    case appRefused = "app_refused"
    case appUnconfigured = "app_unconfigured"
    case pipelineMissing = "pipeline_missing"
    case pipelineInvalid = "pipeline_invalid"
    case parameterInvalid = "parameter_invalid"
    case fileLocked = "file_locked"
    case fileBroken = "file_broken"
    case notSaved = "not_saved"
    case staleCopy = "stale_copy"
    case olderFile = "older_file"
    case notReached = "not_reached"
}
