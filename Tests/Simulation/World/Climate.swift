/// How rough a world is, and how it is run; drawn from its seed.
struct Climate: Sendable {
    enum Weather: String, Sendable, CaseIterable { case clear, breezy, stormy, wild }

    let weather: Weather
    let users: [String]
    let accounts: [Account]
    let days: Double
    /// Seconds between runs, as the schedule has it.
    let cadence: Double
    /// Whether each run has a new machine, and only what is pushed stays.
    let isRunner: Bool

    init(_ dice: Dice) {
        var chance = dice.sequence(.world)
        weather = Weather.allCases[Int(dice.seed % 4)]
        users = (0..<Int.random(in: 1...4, using: &chance)).map { "user\($0)" }
        var accounts: [Account] = []
        for user in users {
            for kind in ProviderKind.allCases where chance.happens(0.6) {
                accounts.append(Account(user: user, kind: kind))
            }
        }
        if accounts.isEmpty {
            accounts = [Account(user: users[0], kind: chance.pick(ProviderKind.allCases))]
        }
        self.accounts = accounts
        days = Double.random(in: 200...1100, using: &chance)
        cadence = chance.pick([3, 6, 6, 8, 12, 12, 24, 24]) * 3600
        isRunner = chance.happens(0.4)
    }

    /// How much goes wrong: 0 where nothing ever does.
    var roughness: Double {
        switch weather {
        case .clear: 0
        case .breezy: 0.15
        case .stormy: 0.5
        case .wild: 1
        }
    }
}
