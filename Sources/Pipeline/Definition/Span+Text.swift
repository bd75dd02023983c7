extension Span: CustomStringConvertible {
    /// Reads `90s`, `24h`, `6mo` or a sum such as `1h30m`: the largest unit first, each once.
    ///
    /// Refuses an empty span and one longer than 1000 years.
    package init(_ text: String) throws(SpanError) {
        self = try Self.sum(of: text)
        guard months > 0 || seconds > 0 else {
            throw SpanError(offset: 0, message: "a duration must be longer than nothing")
        }
        guard months <= Self.mostMonths, seconds <= Self.mostSeconds else {
            throw SpanError(offset: 0, message: "a duration of more than 1000 years says nothing")
        }
    }

    /// The shortest form `init(_:)` reads back, weeks told as days; `0s` when there is nothing.
    package var description: String {
        var text = ""
        var months = months
        var seconds = seconds
        for unit in Unit.allCases where unit != .weeks {
            let length = unit.length
            let amount = length.months > 0 ? months / length.months : seconds / length.seconds
            guard amount != 0 else { continue }
            months %= length.months > 0 ? length.months : .max
            seconds %= length.seconds > 0 ? length.seconds : .max
            text += "\(amount)\(unit.rawValue)"
        }
        return text.isEmpty ? "0s" : text
    }

    /// The units from the largest to the smallest, which is the order a text has them in.
    enum Unit: String, CaseIterable {
        case years = "y"
        case months = "mo"
        case weeks = "w"
        case days = "d"
        case hours = "h"
        case minutes = "m"
        case seconds = "s"

        var length: Span {
            switch self {
            case .years: Span(months: 12)
            case .months: Span(months: 1)
            case .weeks: Span(seconds: 604_800)
            case .days: Span(seconds: 86_400)
            case .hours: Span(seconds: 3600)
            case .minutes: Span(seconds: 60)
            case .seconds: Span(seconds: 1)
            }
        }
    }

    /// Tells editors the grammar `init(_:)` reads, as an ECMAScript expression.
    static let grammar =
        "^(?=.)" + Unit.allCases.map { "([0-9]+\($0.rawValue))?" }.joined() + "$"

    private static let mostMonths = 12_000
    private static let mostSeconds = 31_622_400_000

    private static func sum(of text: String) throws(SpanError) -> Span {
        let scalars = Array(text.unicodeScalars)
        var sum = Span()
        var units = Unit.allCases[...]
        var offset = 0
        repeat {
            let digits = scalars[offset...].prefix { ("0"..."9").contains($0) }
            guard !digits.isEmpty else {
                throw SpanError(offset: offset, message: "a duration is a number and a unit")
            }
            // Nine digits of any unit fit; more are longer than any span that means something.
            guard digits.count <= 12, let amount = Int(String(String.UnicodeScalarView(digits)))
            else { throw SpanError(offset: offset, message: "this number is too large") }
            let letters = scalars[digits.endIndex...].prefix { !("0"..."9").contains($0) }
            let unit = try unit(String(String.UnicodeScalarView(letters)), at: digits.endIndex)
            guard let index = units.firstIndex(of: unit) else {
                throw SpanError(
                    offset: offset,
                    message: "a duration has its largest unit first, and each unit once"
                )
            }
            units = units[(index + 1)...]
            // Twelve digits times a year's length stay within `Int`.
            sum.months += amount * unit.length.months
            sum.seconds += amount * unit.length.seconds
            offset = letters.endIndex
        } while offset < scalars.count
        return sum
    }

    private static func unit(_ letters: String, at offset: Int) throws(SpanError) -> Unit {
        if let unit = Unit(rawValue: letters) { return unit }
        throw SpanError(
            offset: offset,
            message: letters.isEmpty
                ? "a duration needs a unit after its number" : "\"\(letters)\" is no unit of time"
        )
    }
}
