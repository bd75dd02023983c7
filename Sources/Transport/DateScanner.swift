/// Takes a date apart from left to right; every step is optional and nothing traps.
struct DateScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The number in exactly so many decimal digits, eighteen at most.
    mutating func number(digits count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard count <= 18, digits.count == count,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// A number that may be padded with a space, as in `Nov  6`.
    mutating func paddedNumber() -> Int? {
        skip(" ") ? number(digits: 1) : number(digits: 2)
    }

    /// The decimals after a point, as a fraction of one; at most eighteen are read.
    mutating func fraction() -> Double? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        var value = 0.0
        var place = 0.1
        for digit in digits.prefix(18) {
            value += Double(digit - 0x30) * place
            place /= 10
        }
        return value
    }

    /// Whether the text went on with exactly that, which is then behind us.
    mutating func skip(_ literal: String) -> Bool {
        guard rest.starts(with: literal.utf8) else { return false }
        rest = rest.dropFirst(literal.utf8.count)
        return true
    }

    /// The index of the name the text goes on with.
    mutating func name(of names: [String]) -> Int? {
        for (index, name) in names.enumerated() where skip(name) { return index }
        return nil
    }

    /// `12:34:56`.
    mutating func clock() -> (hour: Int, minute: Int, second: Int)? {
        guard let hour = number(digits: 2), skip(":"), let minute = number(digits: 2), skip(":"),
            let second = number(digits: 2)
        else { return nil }
        return (hour, minute, second)
    }

    /// `Z`, `+02:00` or `+0200`, in seconds east of UTC.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(digits: 2) else { return nil }
        _ = skip(":")
        guard let minutes = number(digits: 2), hours <= 23, minutes <= 59 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
