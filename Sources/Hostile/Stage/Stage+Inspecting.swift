import Engine
import FoundationEssentials
import Pipeline
import Vault

extension Stage {
    /// What must hold after every run, whatever the row.
    mutating func inspect(
        _ look: Look,
        _ provider: HostileProvider.Ledger,
        _ secrets: SecretLedger
    ) {
        for fault in provider.faults { findings.expect(false, fault) }
        findings.expect(
            provider.codesTaken <= 1,
            "the code went out \(provider.codesTaken) times, though its first use may have counted"
        )
        findings.expect(provider.redirected == 0, "a token call followed a redirect")
        let held = heldCredential(look.stored)
        let isLost = provider.isGrantDead || !(held.map(self.provider.accepts) ?? false)
        if look.state == .needsReconnect, look.stored.grant != nil {
            findings.expect(
                isLost || wasToldGone,
                "it calls for a new consent (\(look.told)), though what the vault holds still works"
            )
        }
        if look.isWell, look.refreshCalls + look.readCalls + look.codeCalls > 0 {
            findings.expect(
                !isLost,
                "it says \(look.state.rawValue), though the vault no longer holds what works"
            )
        }
        if let grant = look.stored.grant {
            let isEmpty =
                grant.refreshToken?.isEmpty ?? false || grant.accessToken?.isEmpty ?? false
            findings.expect(!isEmpty, "an empty token stands in the vault")
            findings.expect(
                blueprint.renewsAccessToken || blueprint.pipeline.refresh == nil
                    || provider.refreshToken == nil || grant.refreshToken != nil,
                "the refresh token is gone from the vault"
            )
        }
        let sentences = [look.failure?.sentence ?? ""] + look.notes.map(\.sentence)
        findings.expect(
            !sentences.contains { secrets.find(in: Array($0.utf8)) },
            "a secret is in the sentence a person reads"
        )
    }

    /// What a renewal would present.
    func heldCredential(_ connection: Connection) -> String? {
        let grant = connection.grant
        if blueprint.pipeline.refresh?.credential == .refreshToken {
            return grant?.refreshToken?.reveal()
        }
        return grant?.accessToken?.reveal()
    }
}
