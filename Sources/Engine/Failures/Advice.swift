package import Pipeline

/// What each reason means to a person, and what to do next.
package enum Advice {
    /// One sentence, lower case, no final stop: what is the matter.
    package static func meaning(_ reason: FailureReason) -> String {
        switch reason {
        case .grantRefused: "the provider no longer accepts the grant"
        case .tokenExpired: "the token has expired"
        case .revoked: "the person removed the app's access"
        case .passwordChanged: "the password was changed, which ended the grant"
        case .checkpoint: "the provider wants the person to log in and pass a check"
        case .accountUnconfirmed: "the account is not confirmed at the provider"
        case .accountRestricted: "the provider restricts the account"
        case .accountGone: "the account is gone or hidden"
        case .scopeMissing: "a scope that is needed was not granted"
        case .consentExpired: "the consent has run out; no refresh extends it"
        case .noRefresh: "the token can't be renewed and is no longer accepted"
        case .codeExpired: "the authorization code expired before a run exchanged it"
        case .codeRefused: "the provider refused the authorization code"
        case .codeInDoubt: "the code was sent and no clear answer came back; it is not sent again"
        case .answerLost:
            "a run ended between a refresh and its saving; the next one finds out what is left"
        case .accountMismatch: "the consent came from another account than the connection's"
        case .rateLimited: "the provider's rate limit is used up"
        case .providerFault: "the provider has a fault"
        case .refusalBurst:
            "the provider refuses many people's grants at once, which looks like a fault of its own"
        case .unreachable: "the provider can't be reached"
        case .unexpectedAnswer: "the provider's answer is not what its pipeline file describes"
        case .permissionDenied: "the provider denies the permission"
        case .badRequest: "the provider calls the request wrong"
        case .notFound: "the provider has no such thing"
        case .appRefused: "the provider refuses the app's own credentials"
        case .appUnconfigured: "the app's credentials are not in the environment"
        case .pipelineMissing: "no pipeline file names this provider"
        case .pipelineInvalid: "the provider's pipeline file has errors"
        case .parameterInvalid: "a parameter of the connection is missing or breaks its pattern"
        case .fileLocked: "the connection file can't be decrypted with the keys at hand"
        case .fileBroken: "the connection file is damaged or of a newer format"
        case .notSaved: "a new token can't be saved"
        case .staleCopy: "another machine has a newer copy of this connection"
        case .olderFile: "the connection file is older than one that a run has seen before"
        case .notReached: "the run ended before this connection's turn"
        }
    }

    /// One sentence, lower case, no final stop: what to do, or that nothing needs doing.
    package static func nextStep(_ reason: FailureReason) -> String {
        switch reason {
        case .grantRefused, .tokenExpired, .revoked, .passwordChanged, .consentExpired, .noRefresh,
            .codeExpired, .codeRefused, .codeInDoubt:
            "ask the person to connect again"
        case .checkpoint: "ask the person to log in at the provider, then wait for the next run"
        case .accountUnconfirmed: "ask the person to confirm the account at the provider"
        case .accountRestricted: "ask the person to look at the account's status at the provider"
        case .accountGone: "ask the person whether the account still exists"
        case .scopeMissing, .permissionDenied:
            "ask for the missing scope and let the person connect again, or have the app reviewed"
        case .accountMismatch: "connect the other account under a label of its own"
        case .rateLimited: "nothing: a run tries again once the limit is over"
        case .providerFault, .unreachable, .notReached: "nothing: the next run tries again"
        case .answerLost: "nothing: the next run finds out at once"
        case .refusalBurst:
            "nothing yet: look at the provider's status page; what lasts for 3 days is believed"
        case .unexpectedAnswer, .badRequest, .notFound:
            "compare the pipeline file with the provider's documentation"
        case .appRefused: "check the client id and secret, and the app's state at the provider"
        case .appUnconfigured: "set the environment variables that the pipeline file names"
        case .pipelineMissing: "add the provider's pipeline file, or disconnect the connection"
        case .pipelineInvalid: "run latchkey check"
        case .parameterInvalid: "connect again with --param"
        case .fileLocked: "run latchkey doctor; the grant itself may be well"
        case .fileBroken: "restore the file from git, or update latchkey"
        case .notSaved: "run latchkey doctor, then sync again at once"
        case .staleCopy: "bring this clone up to date with git, then sync again"
        case .olderFile:
            "restore the newest: git log -- data/connections/USER.gpg; or let the person connect again"
        }
    }

    /// Whether it passes without anybody's doing.
    package static func isPassing(_ reason: FailureReason) -> Bool {
        switch reason {
        case .rateLimited, .providerFault, .refusalBurst, .unreachable, .notReached, .answerLost:
            true
        default: false
        }
    }

    /// Whether no run can ask the provider about a grant before somebody here has acted.
    package static func isInTheWay(_ reason: FailureReason) -> Bool {
        switch reason {
        case .appRefused, .appUnconfigured, .pipelineMissing, .pipelineInvalid, .parameterInvalid,
            .fileLocked, .fileBroken, .notSaved, .staleCopy, .olderFile:
            true
        default: false
        }
    }

    /// Whether the reason, heard twice, ends a grant: only connecting again helps then.
    ///
    /// What the person cures at the provider, a checkpoint or an unconfirmed account, does not.
    package static func condemns(_ reason: FailureReason) -> Bool {
        switch reason {
        case .codeRefused, .codeExpired, .codeInDoubt, .accountMismatch, .checkpoint,
            .accountUnconfirmed, .accountRestricted:
            false
        default: true
        }
    }

    /// Whether the next step is the connected person's rather than the operator's.
    package static func isForPerson(_ reason: FailureReason) -> Bool {
        switch reason {
        case .grantRefused, .tokenExpired, .revoked, .passwordChanged, .checkpoint,
            .accountUnconfirmed, .accountRestricted, .accountGone, .scopeMissing, .consentExpired,
            .noRefresh, .codeExpired, .codeRefused, .codeInDoubt, .accountMismatch:
            true
        default: false
        }
    }
}
