import LatchkeyTestSupport
import Vault

/// gpg, which fails when a run's faults say so.
struct SimulatedCipher: Cipher {
    let stage: Stage
    let machine: Int
    let plain: PlainCipher

    func open(_ ciphertext: [UInt8]) async throws(CipherError) -> OpenedMessage {
        let isLocked = stage.with { stage -> Bool in
            guard stage.machines[machine].process.faults.cipherLocked else { return false }
            stage.count(.cipherLocked)
            stage.machines[machine].process.isTouched = true
            stage.machines[machine].process.obstacles["open"] = "gpg can't decrypt"
            return true
        }
        if isLocked { throw .locked(reason: "no secret key") }
        return try await plain.open(ciphertext)
    }

    func seal(
        _ plaintext: [UInt8],
        to fingerprints: [String]
    ) async throws(CipherError) -> [UInt8] {
        // A user's file is JSON and is tried again; what proves that gpg works is not.
        let subject = plaintext.first == UInt8(ascii: "{") ? "seal" : "proof"
        let refuses = stage.with { stage -> Bool in
            let process = stage.machines[machine].process
            guard process.faults.cipherRefusals > 0,
                stage.dice.unit(.cipher, process.number, process.effects, process.calls)
                    < process.faults.cipherRefusals
            else {
                if subject == "seal" { stage.machines[machine].process.obstacles[subject] = nil }
                return false
            }
            stage.count(.cipherRefuses)
            stage.machines[machine].process.isTouched = true
            stage.machines[machine].process.unwritten.formUnion(stage.climate.users)
            stage.machines[machine].process.obstacles[subject] = "gpg can't encrypt"
            stage.trace.note(stage.now, "  gpg can't encrypt")
            return true
        }
        if refuses { throw .locked(reason: "gpg-agent is gone") }
        return try await plain.seal(plaintext, to: fingerprints)
    }

    func keys(matching name: String) async throws(CipherError) -> [RecipientKey] {
        try await plain.keys(matching: name)
    }
}
