package import Engine
package import Pipeline

/// A state with its reason: what an event leads from and to.
package struct Standing: Hashable, Sendable {
    package let state: ConnectionState
    package let reason: FailureReason?

    /// Whether somebody who knows the old standing has to hear of this one.
    ///
    /// A reason that changes while the next step stays is no news: a provider that fails in turns
    /// would fill the history with it.
    func isNews(after old: Standing?) -> Bool {
        guard let old else { return true }
        return state != old.state
            || reason.flatMap(Advice.nextStep) != old.reason.flatMap(Advice.nextStep)
    }
}
