import Engine

/// What is going to go wrong in one run; nothing, unless told.
struct RunFaults: Sendable {
    enum Push: Sendable { case refused, unheard }

    /// The process ends at this moment.
    var crashPoint: RunPoint?
    /// The process ends at this effect on the world, counted from 1.
    var crashEffect: Int?
    /// With the crash goes what was not synced.
    var losesPower = false
    /// With the crash goes the whole machine: only what was pushed stays.
    var losesMachine = false
    /// How often a write is refused.
    var diskRefusals = 0.0
    /// Writes from this one on are refused.
    var diskFullAfter: Int?
    /// How often a rename is seen and not synced, and told as a failure.
    var unsynced = 0.0
    /// Nothing can be decrypted.
    var cipherLocked = false
    /// How often encrypting fails.
    var cipherRefusals = 0.0
    var pushes: [PushMoment: Push] = [:]
    /// How often a call to a provider goes wrong.
    var calls = 0.0
    /// These say `invalid_grant` of everybody, wrongly.
    var sick: Set<ProviderKind> = []
    /// These refuse the app.
    var refusesApp: Set<ProviderKind> = []
    /// A second process begins when this one makes its call of this number.
    var secondRunAtCall: Int?

    var areNone: Bool {
        crashPoint == nil && crashEffect == nil && diskRefusals == 0 && diskFullAfter == nil
            && unsynced == 0 && !cipherLocked && cipherRefusals == 0 && pushes.isEmpty
            && calls == 0 && sick.isEmpty && refusesApp.isEmpty && secondRunAtCall == nil
    }
}

/// When a run pushes.
enum PushMoment: Sendable, CaseIterable { case intents, tokens, status }
