package import Pipeline

/// A number of calls in a span of time, in seconds.
package struct LimitBudget: Hashable, Sendable {
    package let calls: Int
    package let seconds: Int
    package let scope: RateLimitDefinition.Scope

    package init(_ budget: RateLimitDefinition.Budget) {
        calls = max(1, budget.calls)
        seconds = max(1, budget.per.approximateSeconds)
        scope = budget.scope
    }
}
