/// How many calls may be under way to one host, learnt from its answers as TCP learns what a path
/// holds (RFC 5681).
///
/// It grows by one for every four good answers, so that a host which soon begins to refuse has no more
/// under way than `first` and a quarter of what it has answered; a host that has answered `probation`
/// calls without refusing is known to bear many, and gets one more for each answer. It halves once for
/// each round of calls that is pushed back; from then on it grows by one a round, and stays below where
/// it met the limit. It does not grow while nobody needs it, nor while answers take much longer than
/// they did: a server that queues gains nothing from more (TCP Vegas, Brakmo and Peterson, 1994).
struct HostWindow: Hashable, Sendable {
    /// Good answers for each place more, of the first `probation` ones.
    static let answersAPlace = 4
    /// Good answers after which each makes a place.
    static let probation = 200
    /// Answers may take so many times as long as they did, and `slack` more.
    static let inflation = 2
    static let slack = Duration.milliseconds(5)

    /// Calls at once.
    private(set) var limit: Int
    /// The most it may become.
    private(set) var most: Int
    /// Whether the host has pushed back, now or in the run before: then it grows slowly.
    private var hasMetLimit = false
    /// Whether it has in this run.
    private var hasPushedBack = false
    private var credit = 0
    /// Good answers since the host pushed back.
    private var answers = 0
    /// Calls begun so far, and how many were when the host last pushed back: what began before says
    /// nothing new.
    private var begun = 0
    private var begunAtPushback = 0
    private var round = Round()
    private var quickest: Duration?
    private var isSlow = false

    /// As many answers as fit in the window, whose mean time is looked at.
    private struct Round: Hashable {
        var size = 0
        var answers = 0
        var time = Duration.zero
    }

    init(first: Int, most: Int) {
        self.most = max(most, 1)
        limit = min(max(first, 1), self.most)
    }

    /// Begins with a quarter of what a host has borne, with `first` where that is more; of one that has
    /// pushed back with half of what was left, and slowly.
    init(first: Int, most: Int, after bearing: HostMemory.Bearing) {
        let calls = bearing.hasPushedBack ? bearing.calls / 2 : max(bearing.calls / 4, first)
        self.init(first: calls, most: most)
        hasMetLimit = bearing.hasPushedBack
    }

    /// What the next run is to know.
    var bearing: HostMemory.Bearing {
        HostMemory.Bearing(calls: limit, hasPushedBack: hasPushedBack)
    }

    /// Lowers what it may become, as a pipeline asks for.
    mutating func bound(_ count: Int) {
        most = min(most, max(count, 1))
        limit = min(limit, most)
    }

    /// Returns the call's number, to be told at its end.
    mutating func begin() -> Int {
        begun += 1
        return begun
    }

    /// Takes note of how a call ended; `wasFull` says whether all places were taken.
    mutating func note(_ sign: CallSign, of number: Int, wasFull: Bool) {
        switch sign {
        case .silent: break
        case .pushedBack where number > begunAtPushback: shrink()
        case .pushedBack: break
        case .answered(let time):
            answers += 1
            measure(time)
            if wasFull, !isSlow { grow() }
        }
    }

    private mutating func shrink() {
        // Where a host pushes back again and again, only the first time says how much was too much.
        if answers >= limit { most = max(limit - 1, 1) }
        answers = 0
        limit = max(limit / 2, 1)
        (hasMetLimit, hasPushedBack) = (true, true)
        begunAtPushback = begun
        credit = 0
        round = Round()
    }

    private mutating func grow() {
        guard limit < most else { return }
        credit += 1
        guard credit >= answersAPlace else { return }
        credit = 0
        limit += 1
    }

    private var answersAPlace: Int {
        guard !hasMetLimit else { return limit }
        return answers <= Self.probation ? Self.answersAPlace : 1
    }

    private mutating func measure(_ time: Duration) {
        if round.answers == 0 { round.size = limit }
        round.answers += 1
        round.time += time
        guard round.answers >= round.size else { return }
        let mean = round.time / round.answers
        let least = min(quickest ?? mean, mean)
        quickest = least
        isSlow = mean > least * Self.inflation + Self.slack
        round = Round()
    }
}
