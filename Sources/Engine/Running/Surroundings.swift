package import FoundationEssentials
package import Transport
package import Vault

/// Everything a run touches that is not pure, built once by the front door.
package struct Surroundings: Sendable {
    package var now: @Sendable () -> Date
    package var transport: any HTTPTransport
    package var vault: ConnectionVault
    /// Every secret the run holds; the last gate before anything is published.
    package var ledger: SecretLedger
    /// Client credentials are read from here, by the names the pipeline files give.
    package var environment: [String: String]
    package var overrides: ServerOverrides
    package var durability: any Durability
    /// How long a run waits within itself for room under a limit.
    package var patience: LimitPatience
    /// Puts what is known of limits where a run after a crash finds it.
    package var keepLimits: @Sendable (LimitRecord) -> Void = { _ in }
    /// What is kept of earlier answers; `nil` where every answer is to be a whole one.
    package var answers: AnswerShelf?
    /// Called, while others are still being read, with a user's part of the report, once the run is
    /// done with the user; a hint, for the report alone counts.
    package var foretell: (@Sendable (UserID, [RunReport.Entry]) -> Void)?
    /// Called at each named moment of a run; does nothing but in a test.
    package var passing: @Sendable (RunPoint) -> Void

    package init(
        now: @escaping @Sendable () -> Date,
        transport: any HTTPTransport,
        vault: ConnectionVault,
        ledger: SecretLedger,
        environment: [String: String],
        overrides: ServerOverrides,
        durability: any Durability = DiskDurability(),
        patience: LimitPatience = .none,
        passing: @escaping @Sendable (RunPoint) -> Void = { _ in }
    ) {
        self.now = now
        self.transport = transport
        self.vault = vault
        self.ledger = ledger
        self.environment = environment
        self.overrides = overrides
        self.durability = durability
        self.patience = patience
        self.passing = passing
    }
}
