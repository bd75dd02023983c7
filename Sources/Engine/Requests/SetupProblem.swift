package import Documents
package import Pipeline

/// What keeps a connection's calls from being made at all: nothing was sent.
package enum SetupProblem: Error, Hashable, Sendable {
    /// A template names a variable that nothing gives a value to, most often an environment variable.
    case variableMissing(MissingVariable)
    case parameterMissing(String, String)
    case parameterRefused(String, String)

    /// The complaint at its place in the pipeline file, where it has one.
    package var diagnostic: Diagnostic? {
        guard case .variableMissing(let missing) = self else { return nil }
        if case .environment(let name) = missing.variable {
            return Diagnostic(
                .error,
                at: missing.location,
                "the environment variable \(name) is not set",
                hint: "export \(name)=… before the run, or store it as a secret of the CI job"
            )
        }
        return Diagnostic(
            .error,
            at: missing.location,
            "${\(missing.variable.name)} has no value here"
        )
    }

    /// One sentence, lower case, no final stop.
    package var sentence: String {
        switch self {
        case .variableMissing(let missing):
            if case .environment(let name) = missing.variable {
                "the environment variable \(name) is not set (\(missing.location))"
            } else {
                "${\(missing.variable.name)} has no value (\(missing.location))"
            }
        case .parameterMissing(let provider, let name):
            "\(provider) needs the parameter \(name): connect again with --param \(name)=…"
        case .parameterRefused(let provider, let name):
            "the parameter \(name) breaks the pattern that \(provider)'s pipeline file guards it with"
        }
    }

    package var reason: FailureReason {
        switch self {
        case .variableMissing(let missing):
            if case .environment = missing.variable { .appUnconfigured } else { .parameterInvalid }
        case .parameterMissing, .parameterRefused: .parameterInvalid
        }
    }

    /// As the failure of a step.
    func failure(step: String) -> Failure {
        Failure(
            reason == .appUnconfigured ? .app : .badRequest,
            reason,
            step: step,
            detail: sentence
        )
    }
}
