package import Pipeline
package import Vault

/// Whose limits a connection's calls count for.
package struct LimitParty: Hashable, Sendable {
    package let app: LimitKey
    package let account: LimitKey
    /// Calls and seconds, by who shares them.
    let budgets: [LimitBudget]

    package init(_ user: UserID, _ connection: Connection, _ pipeline: PipelineDefinition) {
        app = LimitKey.app(connection)
        account = LimitKey(
            provider: connection.provider,
            group: app.group,
            account: ConnectionKey(user, connection)
        )
        budgets = pipeline.rateLimits.budgets.map(LimitBudget.init)
    }

    func key(_ scope: RateLimitDefinition.Scope) -> LimitKey {
        switch scope {
        case .app: app
        case .account: account
        }
    }
}
