import Crypto
import Documents
import FoundationEssentials
import Pipeline

extension HostileProvider {
    /// Does what a well-behaved provider does with a call.
    func act(
        _ call: CallShape,
        _ reading: CallShape.Reading,
        _ state: inout State
    ) -> WireAnswer {
        switch call.role {
        case .exchange(let step): exchange(step, call, reading, &state)
        case .refresh: refresh(call, reading, &state)
        case .profile, .collection: read(call, reading, &state)
        case .revoke: revoke(call, reading, &state)
        }
    }

    /// RFC 7009, section 2.2: 200, whether there was anything to end or not.
    private func revoke(
        _ call: CallShape,
        _ reading: CallShape.Reading,
        _ state: inout State
    ) -> WireAnswer {
        let isKnown =
            reading.values[.refreshToken].map { $0 == state.ledger.refreshToken }
            ?? reading.values[.accessToken].map { state.access[$0] != nil } ?? false
        if reading.faults.isEmpty, isKnown { state.ledger.isGrantDead = true }
        var document: JSONValue = [:]
        try? blueprint.tokens.mark(call.request, &document)
        return RefusalMaker.json(200, document)
    }

    private func exchange(
        _ step: Int,
        _ call: CallShape,
        _ reading: CallShape.Reading,
        _ state: inout State
    ) -> WireAnswer {
        if step == 0 {
            state.ledger.codesTaken += 1
            guard reading.faults.isEmpty else {
                return RefusalMaker.json(400, ["error": "invalid_request"])
            }
            guard !state.isCodeSpent, reading.values[.code] == state.code, isProved(reading, &state)
            else {
                state.ledger.isGrantDead = state.ledger.isGrantDead || state.isCodeSpent
                return blueprint.gone(.exchange(0))
            }
            state.isCodeSpent = true
        } else if let token = reading.values[.accessToken], state.access[token] == nil {
            state.ledger.faults.append("a later step of the exchange sends an unknown token")
            return blueprint.gone(call.role)
        }
        guard blueprint.pipeline.exchange.indices.contains(step) else {
            return RefusalMaker.json(500, [:])
        }
        let definition = blueprint.pipeline.exchange[step]
        if step == blueprint.grantingStep {
            let tokens = issue(&state)
            return answer(definition, tokens, state)
        }
        state.number += 1
        let passing = "kit-passing-access-\(state.number)"
        state.access[passing] = now().addingTimeInterval(3600)
        return answer(definition, (passing, nil), state)
    }

    /// RFC 7636, section 4.6.
    private func isProved(_ reading: CallShape.Reading, _ state: inout State) -> Bool {
        guard let challenge = state.challenge else { return true }
        let verifier = reading.values[.codeVerifier] ?? ""
        let digest = Data(SHA256.hash(data: Array(verifier.utf8))).base64EncodedString()
        let url = digest.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter { $0 != "=" }
        guard String(url) == challenge else {
            state.ledger.faults.append("the exchange call's code_verifier proves no challenge")
            return false
        }
        return true
    }

    private func refresh(
        _ call: CallShape,
        _ reading: CallShape.Reading,
        _ state: inout State
    ) -> WireAnswer {
        guard reading.faults.isEmpty, let refresh = blueprint.pipeline.refresh else {
            return RefusalMaker.json(400, ["error": "invalid_request"])
        }
        let gone = blueprint.gone(.refresh)
        let issued = reading.values[.accessToken].flatMap { state.issued[$0] }
        if let age = refresh.minimumAge, let issued, now() < age.adding(to: issued) {
            state.ledger.faults.append("a token was renewed before its minimum age of \(age)")
            return RefusalMaker.json(400, ["error": "too_early"])
        }
        guard !state.ledger.isGrantDead else { return gone }
        if refresh.credential == .accessToken {
            guard let token = reading.values[.accessToken], state.access[token] != nil else {
                return gone
            }
        } else {
            let token = reading.values[.refreshToken] ?? ""
            if token != state.ledger.refreshToken {
                guard state.isLenient, token == state.previousRefreshToken else {
                    state.ledger.spentArrivals += 1
                    state.ledger.isGrantDead = true
                    return gone
                }
            }
        }
        let old = state.ledger.refreshToken
        let tokens = issue(&state)
        state.previousRefreshToken =
            state.previousRefreshToken == reading.values[.refreshToken]
            ? state.previousRefreshToken : old
        return answer(refresh.step, tokens, state)
    }

    private func read(
        _ call: CallShape,
        _ reading: CallShape.Reading,
        _ state: inout State
    ) -> WireAnswer {
        let end = reading.values[.accessToken].flatMap { state.access[$0] }
        guard !state.ledger.isGrantDead else { return blueprint.gone(call.role) }
        guard let end, end > now(), state.acceptsAccess else {
            return blueprint.expired(call.role) ?? blueprint.gone(call.role)
        }
        return blueprint.data[call.role] ?? RefusalMaker.json(200, [:])
    }

    /// New tokens; the refresh token is the old one where they do not rotate.
    func issue(_ state: inout State) -> (access: String, refresh: String?) {
        state.number += 1
        let access = "kit-access-\(state.number)-q8w7e6"
        state.access[access] =
            blueprint.accessLife.map { now().addingTimeInterval(Double($0)) } ?? .distantFuture
        state.ledger.accessToken = access
        state.issued[access] = now()
        guard blueprint.pipeline.refresh?.credential == .refreshToken else { return (access, nil) }
        let keeps = blueprint.rotation == .never || state.twist.refresh != .asUsual
        if let old = state.ledger.refreshToken, keeps { return (access, old) }
        let refresh = "kit-refresh-\(state.number)-z1x2c3"
        state.ledger.refreshToken = refresh
        return (access, refresh)
    }

    private func answer(
        _ step: TokenStep,
        _ tokens: (access: String, refresh: String?),
        _ state: State
    ) -> WireAnswer {
        let values = TokenMaker.Values(
            accessToken: tokens.access,
            refreshToken: tokens.refresh,
            life: blueprint.accessLife,
            now: now(),
            twist: state.twist
        )
        do {
            return RefusalMaker.json(200, try blueprint.tokens.document(step, values))
        } catch {
            return RefusalMaker.json(500, ["message": .string(error.sentence)])
        }
    }
}
