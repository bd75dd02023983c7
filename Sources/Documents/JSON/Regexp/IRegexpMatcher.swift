/// Runs all states of the automaton over a text at once, so nothing is ever tried twice.
struct IRegexpMatcher {
    private let program: IRegexpProgram
    private let whole: Bool
    /// The consuming states before the next scalar.
    private var states: [Int] = []
    /// Those that were there before the last one; kept for its room.
    private var earlier: [Int] = []
    /// States to be entered.
    private var waiting: [Int] = []
    /// The step in which each state was last entered.
    private var entered: [Int]
    private var step = 0
    private var accepts = false

    init(_ program: IRegexpProgram, whole: Bool) {
        self.program = program
        self.whole = whole
        entered = Array(repeating: -1, count: program.instructions.count)
    }

    mutating func matches(_ text: String) -> Bool {
        var scalars = text.unicodeScalars.makeIterator()
        var upcoming = scalars.next()
        enter(0, isAtEnd: upcoming == nil)
        while true {
            if accepts, !whole || upcoming == nil { return true }
            guard let scalar = upcoming, !whole || !states.isEmpty else { return false }
            upcoming = scalars.next()
            pass(scalar, isAtEnd: upcoming == nil)
        }
    }

    private mutating func pass(_ scalar: Unicode.Scalar, isAtEnd: Bool) {
        swap(&states, &earlier)
        states.removeAll(keepingCapacity: true)
        accepts = false
        step += 1
        for state in earlier where program.consumes(scalar, at: state) {
            enter(state + 1, isAtEnd: isAtEnd)
        }
        // A part may begin anywhere.
        if !whole { enter(0, isAtEnd: isAtEnd) }
    }

    /// Adds a state and all that can be reached from it without a scalar.
    private mutating func enter(_ state: Int, isAtEnd: Bool) {
        waiting.append(state)
        while let state = waiting.popLast() {
            guard entered[state] != step else { continue }
            entered[state] = step
            switch program.instructions[state] {
            case .scalar, .characters: states.append(state)
            case .textStart: if step == 0 { waiting.append(state + 1) }
            case .textEnd: if isAtEnd { waiting.append(state + 1) }
            case .split(let first, let second):
                waiting.append(second)
                waiting.append(first)
            case .jump(let target): waiting.append(target)
            case .accept: accepts = true
            }
        }
    }
}

extension IRegexpProgram {
    fileprivate func consumes(_ scalar: Unicode.Scalar, at state: Int) -> Bool {
        switch instructions[state] {
        case .scalar(let expected): expected == scalar
        case .characters(let index): characterSets[index].contains(scalar)
        default: false
        }
    }
}
