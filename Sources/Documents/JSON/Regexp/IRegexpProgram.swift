/// An expression as a nondeterministic automaton (Thompson's construction).
struct IRegexpProgram: Sendable {
    /// A match takes time proportional to the text's length times this, at worst.
    static let sizeLimit = 10_000

    private(set) var instructions: [IRegexpInstruction] = []
    private(set) var characterSets: [IRegexpCharacters] = []

    init(_ tree: IRegexpTree) throws(IRegexpError) {
        try append(tree)
        try emit(.accept)
    }

    private mutating func append(_ tree: IRegexpTree) throws(IRegexpError) {
        switch tree {
        case .scalar(let scalar): try emit(.scalar(scalar))
        case .characters(let characters):
            characterSets.append(characters)
            try emit(.characters(characterSets.count - 1))
        case .textStart: try emit(.textStart)
        case .textEnd: try emit(.textEnd)
        case .sequence(let trees):
            for tree in trees { try append(tree) }
        case .choice(let trees): try append(choiceOf: trees)
        case .repetition(let tree, let minimum, let maximum):
            try append(tree, minimum: minimum, maximum: maximum)
        }
    }

    private mutating func emit(_ instruction: IRegexpInstruction) throws(IRegexpError) {
        guard instructions.count < Self.sizeLimit else {
            throw IRegexpError(
                offset: 0,
                message: "the expression's repetitions multiply to more than it may be"
            )
        }
        instructions.append(instruction)
    }

    private mutating func append(choiceOf trees: [IRegexpTree]) throws(IRegexpError) {
        var exits: [Int] = []
        for tree in trees.dropLast() {
            let fork = instructions.count
            try emit(.split(fork + 1, fork + 1))
            try append(tree)
            exits.append(instructions.count)
            try emit(.jump(fork))
            instructions[fork] = .split(fork + 1, instructions.count)
        }
        if let last = trees.last { try append(last) }
        for exit in exits { instructions[exit] = .jump(instructions.count) }
    }

    private mutating func append(
        _ tree: IRegexpTree,
        minimum: Int,
        maximum: Int?
    ) throws(IRegexpError) {
        for _ in 0..<minimum {
            let start = instructions.count
            try append(tree)
            // Nothing repeated is nothing, however often.
            if instructions.count == start { return }
        }
        guard let maximum else {
            let fork = instructions.count
            try emit(.split(fork + 1, fork + 1))
            try append(tree)
            try emit(.jump(fork))
            instructions[fork] = .split(fork + 1, instructions.count)
            return
        }
        var forks: [Int] = []
        for _ in minimum..<maximum {
            forks.append(instructions.count)
            try emit(.jump(instructions.count))
            try append(tree)
        }
        for fork in forks { instructions[fork] = .split(fork + 1, instructions.count) }
    }
}
