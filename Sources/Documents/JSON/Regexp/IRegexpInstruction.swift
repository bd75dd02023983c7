/// One state of the automaton; consuming states go on with the next instruction.
enum IRegexpInstruction: Sendable {
    case scalar(Unicode.Scalar)
    /// One of the characters at this index of the program's table.
    case characters(Int)
    case textStart
    case textEnd
    /// Goes on at both.
    case split(Int, Int)
    case jump(Int)
    case accept
}
