package import FoundationEssentials
package import Pipeline
package import Vault

extension PendingCode {
    /// When the code, or the token that its first steps brought, is over.
    ///
    /// Where such a token's answer tells no end, it lives as long as a code does.
    package func end(_ pipeline: PipelineDefinition) -> Date {
        guard let step = steps.last else { return pipeline.lifetimes.code.adding(to: receivedAt) }
        if case .at(let date) = step.accessEnd { return date }
        return pipeline.lifetimes.code.adding(to: step.answeredAt)
    }

    /// Whether a run may send it, or go on with what an earlier one brought.
    package var isOpen: Bool { attemptedAt == nil || !steps.isEmpty }
}
