internal import Documents
internal import Engine
internal import FoundationEssentials
internal import Pipeline
internal import Vault

extension InboxRules {
    /// The code as the vault keeps it until the tokens phase, checked against the pipeline.
    ///
    /// - Parameters:
    ///   - code: As the message has it.
    ///   - message: Whose it is.
    ///   - known: The connection as it is, if there is one.
    /// - Throws: `MessageProblem` where it does not fit; `SetupProblem` where this machine lacks the
    ///   app's credentials, so that nobody can tell.
    /// - Returns: The code.
    func pendingCode(
        _ code: InboxMessage.Code,
        of message: InboxMessage,
        known: Connection?
    ) throws -> PendingCode {
        guard let pipeline = pipelines[message.provider] else {
            throw MessageProblem.providerUnknown
        }
        let parameters = try parameters(code, pipeline, known)
        try checkOrigin(code, pipeline, parameters)
        try Self.checkVerifier(code.verifier, pipeline)
        let extra = pipeline.authorize.copied.compactMapValues { code.callback[$0] }
        return PendingCode(
            code: code.code,
            redirectURI: code.redirectURI,
            verifier: code.verifier,
            // A device's clock that is ahead makes no code live longer.
            receivedAt: min(message.at, now),
            extra: extra,
            parameters: parameters
        )
    }

    /// Whether a code is certainly over: a device's clock may be wrong by a few minutes.
    func isOver(_ code: PendingCode, _ provider: String) -> Bool {
        guard let pipeline = pipelines[provider] else { return true }
        return now > code.end(pipeline).addingTimeInterval(Self.clockTolerance)
    }

    /// What the person gave; a credential among the parameters comes from the vault, and only for
    /// the values it was given for.
    private func parameters(
        _ code: InboxMessage.Code,
        _ pipeline: PipelineDefinition,
        _ known: Connection?
    ) throws(MessageProblem) -> [String: Secret] {
        let secret = Set(pipeline.parameters.filter(\.isSecret).map(\.name))
        let asked = Set(pipeline.parameters.map(\.name))
        guard asked.isSuperset(of: code.parameters.keys),
            secret.isDisjoint(with: code.parameters.keys)
        else { throw .parametersRefused }
        var parameters = code.parameters
        let open = (known?.parameters ?? [:]).filter { !secret.contains($0.key) }
        guard let known, open == code.parameters else { return parameters }
        for name in secret { parameters[name] = known.parameters[name] }
        return parameters
    }

    /// Where the person was sent back to, and by whom: by nobody but the pipeline's own provider
    /// (RFC 9207, section 2.4).
    private func checkOrigin(
        _ code: InboxMessage.Code,
        _ pipeline: PipelineDefinition,
        _ parameters: [String: Secret]
    ) throws {
        let values: TemplateValues
        do {
            values = try TemplateValues(
                pipeline,
                parameters: parameters,
                overrides: overrides,
                environment: environment
            )
        } catch {
            switch error {
            case .parameterMissing, .parameterRefused: throw MessageProblem.parametersRefused
            case .variableMissing: throw error
            }
        }
        guard let wanted = values.client?.redirectURI, !wanted.isEmpty,
            code.redirectURI == wanted
        else { throw MessageProblem.redirectMismatch }
        guard let issuer = pipeline.authorize.issuer else { return }
        guard code.issuer == (try values.fill(issuer)) else {
            throw MessageProblem.issuerMismatch
        }
    }

    /// A verifier is there exactly where the pipeline asks for one, and is one (RFC 7636, 4.1).
    private static func checkVerifier(
        _ verifier: Secret?,
        _ pipeline: PipelineDefinition
    ) throws(MessageProblem) {
        switch pipeline.authorize.pkce {
        case .none: guard verifier == nil else { throw .verifierMismatch }
        case .s256:
            guard let text = verifier?.reveal().utf8, (43...128).contains(text.count),
                text.allSatisfy(isUnreserved)
            else { throw .verifierMismatch }
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
