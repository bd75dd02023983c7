import LatchkeyTestSupport

/// Chance that depends on a seed and on what is asked, never on the order of asking: so a run
/// repeated with one thing changed meets the same weather.
struct Dice: Sendable {
    /// What chance decides; each topic has numbers of its own.
    enum Topic: UInt64 {
        case world, run, people, call, reply, crash, disk, cipher, push, token
    }

    let seed: UInt64

    func number(_ topic: Topic, _ first: Int = 0, _ second: Int = 0, _ third: Int = 0) -> UInt64 {
        var generator = SeededGenerator(seed ^ topic.rawValue &* 0xd134_2543_de82_ef95)
        var value = generator.next()
        for part in [first, second, third] {
            var next = SeededGenerator(value ^ UInt64(truncatingIfNeeded: part))
            value = next.next()
        }
        return value
    }

    /// A number in 0..<1.
    func unit(_ topic: Topic, _ first: Int = 0, _ second: Int = 0, _ third: Int = 0) -> Double {
        Double(number(topic, first, second, third) >> 11) * 0x1p-53
    }

    /// Numbers one after the other, for who asks in a fixed order.
    func sequence(_ topic: Topic, _ first: Int = 0) -> SeededGenerator {
        SeededGenerator(number(topic, first))
    }
}
