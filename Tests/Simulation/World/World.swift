import Engine
import FoundationEssentials
import LatchkeyTestSupport
import Pipeline
import Vault

/// Some people's accounts over some years, lived through from a seed.
struct World {
    let program: Program
    let climate: Climate
    /// How long it is lived in.
    var days: Double
    var runs = 0
    var people: SeededGenerator
    var judge = Judge()
    /// What the last run that came to its end has shown.
    var records: [ConnectionKey: ConnectionRecord] = [:]
    /// Users' files as they were before they were damaged, and for how many runs yet.
    var damaged: [String: (good: [UInt8], runs: Int)] = [:]
    /// Files of earlier days.
    var backups: [String: [UInt8]] = [:]
    var skewedRuns = 0
    /// A code has just come: the next run does not wait for its schedule.
    var runSoon: Account?
    var enrolled: Set<Account> = []

    var stage: Stage { program.stage }

    init(_ state: StageState, _ pipelines: [String: PipelineDefinition]) {
        program = Program(stage: Stage(state), pipelines: pipelines, plain: PlainCipher())
        climate = state.climate
        days = climate.days
        people = state.dice.sequence(.people)
    }

    init(seed: UInt64, mutation: Mutation, isTraced: Bool) {
        let dice = Dice(seed: seed)
        let climate = Climate(dice)
        let files = ["c/.gpg-id": Array("test@example.org\n".utf8)]
        let process = ProcessModel(number: 0, faults: RunFaults())
        var state = StageState(
            dice: dice,
            climate: climate,
            mutation: mutation,
            now: Date(timeIntervalSince1970: 1_800_000_000),
            machines: [Machine(disk: DiskModel(files), process: process)],
            remote: climate.isRunner ? .init(files: files) : nil
        )
        state.trace.isKept = isTraced
        self.init(state, Pipelines.all)
    }

    /// Lives to the end, or to the first broken rule.
    mutating func live() async {
        let end = stage.with { $0.now }.addingTimeInterval(days * 86_400)
        note(
            "\(climate.weather.rawValue), \(climate.accounts.count) accounts, "
                + "\(climate.isRunner ? "runner" : "machine that stays")"
        )
        var untilCalm = Int.random(in: 20...60, using: &people)
        while stage.with({ $0.now < end && $0.violations.isEmpty }) {
            await act()
            passTime()
            await run()
            untilCalm -= 1
            if untilCalm == 0 {
                untilCalm = Int.random(in: 20...60, using: &people)
                await settle()
            }
        }
        if stage.with({ $0.violations.isEmpty }) { await settle() }
    }

    func note(_ text: String) { stage.with { $0.trace.note($0.now, text) } }

    /// Until the next run, which may come late, and under whatever skies.
    private mutating func passTime() {
        let roughness = climate.roughness
        var seconds = climate.cadence * Double.random(in: 0.95...1.05, using: &people)
        if runSoon != nil {
            seconds = Double.random(in: 5...50, using: &people)
        } else if people.happens(0.02 * roughness) {
            seconds = people.pick([3.0, 12, 40, 200, 500]) * 3600
            stage.with { $0.count(.lateRun) }
        }
        advance(seconds)
        guard roughness > 0 else { return }
        skewedRuns -= 1
        if skewedRuns == 0 {
            stage.with { $0.skew = 0 }
        } else if skewedRuns < 0, people.happens(0.006 * roughness) {
            let hours = people.pick([-72, -2, -0.2, 0.2, 2, 72, 1700, 9600])
            skewedRuns = Int.random(in: 1...3, using: &people)
            stage.with { stage in
                stage.skew = hours * 3600
                stage.count(.wrongClock)
                stage.trace.note(stage.now, "the local clock is \(hours) h ahead")
            }
        }
        for kind in ProviderKind.allCases where people.happens(0.003 * roughness) {
            let hours = people.pick([5.0, 30, 100, 250])
            stage.with { stage in
                stage.outages[kind] = stage.now.addingTimeInterval(hours * 3600)
                stage.trace.note(stage.now, "\(kind.rawValue) is down for \(hours) h")
            }
        }
    }

    func advance(_ seconds: Double) {
        let count = enrolled.count
        stage.with { stage in
            stage.now = stage.now.addingTimeInterval(seconds)
            stage.tally.accountSeconds += seconds * Double(count)
        }
    }
}
