/// The disk itself: what is synced to it stays.
package struct DiskDurability: Durability {
    package init() {}

    package var leavesMachine: Bool { false }

    package func secureIntents() async throws(DurabilityFailure) {}

    package func secureTokens() async throws(DurabilityFailure) {}
}
