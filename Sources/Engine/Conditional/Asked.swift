import Documents

/// What came of a call that may be answered by "nothing has changed".
enum Asked {
    /// What an earlier answer said, and this one would say.
    case unchanged(JSONValue)
    /// A whole answer, and where what it says may be kept.
    case answer(StepRunner.Answer, AnswerSlot?)
}
