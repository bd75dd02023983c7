import Engine

extension RunFaults {
    /// What goes wrong in a run of this number.
    init(_ dice: Dice, run: Int, roughness: Double, isRunner: Bool) {
        guard roughness > 0 else { return }
        var chance = dice.sequence(.run, run)
        calls = chance.pick([0, 0, 0.05, 0.3]) * roughness
        if chance.happens(0.06 * roughness) {
            crashPoint = chance.happens(0.4) ? chance.pick(RunPoint.ofTheRun) : nil
            if crashPoint == nil { crashEffect = Int.random(in: 1...40, using: &chance) }
            losesPower = !isRunner && chance.happens(0.4)
            losesMachine = isRunner
        }
        if chance.happens(0.03 * roughness) { diskRefusals = chance.pick([0.05, 0.3]) }
        if chance.happens(0.02 * roughness) {
            diskFullAfter = Int.random(in: 0...8, using: &chance)
        }
        if chance.happens(0.02 * roughness) { unsynced = chance.pick([0.1, 0.5]) }
        cipherLocked = chance.happens(0.01 * roughness)
        if chance.happens(0.02 * roughness) { cipherRefusals = chance.pick([0.2, 1]) }
        if isRunner {
            for moment in PushMoment.allCases where chance.happens(0.04 * roughness) {
                pushes[moment] = chance.happens(0.7) ? .refused : .unheard
            }
            if chance.happens(0.02 * roughness) {
                secondRunAtCall = Int.random(in: 1...4, using: &chance)
            }
        }
        for kind in ProviderKind.allCases {
            if chance.happens(0.008 * roughness) { sick.insert(kind) }
            if chance.happens(0.008 * roughness) { refusesApp.insert(kind) }
        }
    }
}
