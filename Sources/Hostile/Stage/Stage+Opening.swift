import Engine
import FoundationEssentials
import Pipeline
import Vault

extension Stage {
    /// The connection as it stands at the beginning, known to the provider too.
    func opening(_ beginning: Beginning) -> Connection {
        switch beginning {
        case .code: waiting()
        case .fresh: granted(isDue: false)
        case .due: granted(isDue: true)
        }
    }

    private func waiting() -> Connection {
        let pipeline = blueprint.pipeline
        let proof = pipeline.authorize.pkce == .none ? nil : PKCE()
        provider.set { $0.challenge = proof?.challenge }
        return Connection(
            provider: pipeline.provider,
            pendingCode: PendingCode(
                code: Secret(Self.code),
                redirectURI: StandIns.redirectURI,
                verifier: proof?.verifier,
                receivedAt: clock.now.addingTimeInterval(-5),
                extra: extras(pipeline.authorize.copied.keys),
                parameters: blueprint.standIns.parameters
            ),
            generation: 1,
            parameters: blueprint.standIns.parameters
        )
    }

    private func granted(isDue: Bool) -> Connection {
        let pipeline = blueprint.pipeline
        let now = clock.now
        let life = blueprint.accessLife.map { Double($0) }
        let age = minimumAge + 3600
        var issued = now.addingTimeInterval(-(life.map { min(age, $0 / 6) } ?? age))
        if minimumAge > 0 { issued = now.addingTimeInterval(-age) }
        var accessEnd = life.map { issued.addingTimeInterval($0) }
        if isDue, let life {
            // Within the window where the access token renews itself, over where it does not.
            let left = blueprint.renewsAccessToken ? window / 2 : -60
            accessEnd = now.addingTimeInterval(left)
            issued = now.addingTimeInterval(left - life)
        }
        let tokens = provider.grant(accessEnds: accessEnd, issued: issued)
        var refreshEnd = pipeline.lifetimes.refresh?.adding(to: now)
        if isDue, !blueprint.readsData { refreshEnd = now.addingTimeInterval(window / 2) }
        return Connection(
            provider: pipeline.provider,
            grant: Grant(
                accessToken: Secret(tokens.access),
                refreshToken: tokens.refresh.map { Secret($0) },
                scopes: pipeline.authorize.scopes.map(\.name).sorted(),
                authorizedAt: issued,
                issuedAt: issued,
                accessExpiresAt: accessEnd,
                refreshExpiresAt: tokens.refresh == nil ? nil : refreshEnd,
                extra: extras(blueprint.standIns.extras.keys)
            ),
            generation: 1,
            parameters: blueprint.standIns.parameters
        )
    }

    /// Seconds.
    var minimumAge: Double {
        Double(blueprint.pipeline.refresh?.minimumAge?.approximateSeconds ?? 0)
    }

    /// Seconds before an end at which a renewal is due.
    var window: Double {
        Double(blueprint.pipeline.refresh?.window.approximateSeconds ?? 86_400)
    }

    private func extras(_ names: some Sequence<String>) -> [String: Secret] {
        var extras: [String: Secret] = [:]
        for name in names {
            extras[name] = blueprint.standIns.extras[name].map { Secret($0) }
        }
        return extras
    }
}

extension Stage {
    /// Until a run finds a renewal due again.
    var hoursToNextRenewal: Double {
        let life = Double(blueprint.accessLife ?? 3600)
        if blueprint.renewsAccessToken { return (life - window / 2) / 3600 }
        guard !blueprint.readsData else { return life / 3600 + 0.1 }
        let refreshLife = Double(blueprint.pipeline.lifetimes.refresh?.approximateSeconds ?? 0)
        return max(refreshLife - window / 2, life) / 3600
    }
}
