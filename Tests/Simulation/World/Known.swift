/// What the engine is known not to keep yet: each is turned off where it does.
enum Known {
    /// A code that comes back unmarked may be sent again: with a backup, or in what was pushed
    /// before a runner was lost.
    static let codesComeBack = true
    /// A provider that says `invalid_grant` of everybody for longer than an hour is believed.
    static let longSicknessCondemns = true
    /// Intents are settled before the status files that tell of them are written.
    static let settlesBeforeStatus = true
    /// A code that is lost beside an older grant is told as a fault of the provider, not as doubt.
    static let lostCodesHideBehindGrants = true
}
