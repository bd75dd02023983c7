import Documents
import FoundationEssentials
import Loopback
import Pipeline
import Synchronization
import Transport

/// One provider with one person's account: strict as RFC 6749 allows, and as ill-behaved as it is told
/// to be.
///
/// - A code works once; a second use of one that was taken ends the grant (section 4.1.2).
/// - Where refresh tokens rotate, each works once, and the use of a spent one ends the grant (RFC
///   9700, section 4.14.2), unless the provider is lenient: then a spent one works until its
///   successor has been used.
/// - Every request is held against the pipeline's shape; what is wrong with it is kept.
final class HostileProvider: Sendable {
    /// What has happened, to be looked at between runs.
    struct Ledger: Sendable {
        /// Codes that arrived and may have been acted on.
        var codesTaken = 0
        /// Calls that arrived, each kind.
        var codeCalls = 0
        var refreshCalls = 0
        var readCalls = 0
        /// Refresh tokens that were spent already when they arrived.
        var spentArrivals = 0
        /// Calls that came to the place a redirect pointed at.
        var redirected = 0
        var isGrantDead = false
        /// What works at this moment.
        var refreshToken: String?
        var accessToken: String?
        /// What was wrong with requests.
        var faults: [String] = []
    }

    struct State {
        var ledger = Ledger()
        var code: String
        var challenge: String?
        var isCodeSpent = false
        var previousRefreshToken: String?
        /// Access tokens with their ends.
        var access: [String: Date] = [:]
        /// When each of them was issued.
        var issued: [String: Date] = [:]
        var number = 0
        var faults: [(fault: Fault, left: Int)] = []
        var twist = TokenTwist()
        var isLenient = false
        /// False where the API refuses even good tokens.
        var acceptsAccess = true
        /// Seconds added to the `Date` header.
        var skew: Double = 0
    }

    /// Where redirects point.
    static let trap = "/kit-trap"

    let blueprint: Blueprint
    let now: @Sendable () -> Date
    let state: Mutex<State>

    init(_ blueprint: Blueprint, code: String, now: @escaping @Sendable () -> Date) {
        self.blueprint = blueprint
        self.now = now
        state = Mutex(State(code: code))
    }

    /// What has happened so far.
    var ledger: Ledger { state.withLock(\.ledger) }

    /// Changes how it behaves.
    func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    /// Adds a fault that strikes so many times.
    func strike(_ fault: Fault, times: Int = .max) {
        state.withLock { $0.faults.append((fault, times)) }
    }

    /// All is well again.
    func heal() {
        state.withLock { state in
            state.faults = []
            state.twist = TokenTwist()
            state.acceptsAccess = true
            state.skew = 0
        }
    }

    /// A grant as an earlier consent left it.
    func grant(accessEnds: Date?, issued: Date) -> (access: String, refresh: String?) {
        state.withLock { state in
            state.isCodeSpent = true
            let tokens = issue(&state)
            if let end = accessEnds { state.access[tokens.access] = end }
            state.issued[tokens.access] = issued
            return tokens
        }
    }

    /// Whether a credential would renew the grant, or be let in where nothing renews it.
    func accepts(_ credential: String) -> Bool {
        state.withLock { state in
            guard blueprint.pipeline.refresh?.credential == .refreshToken else {
                return state.access[credential].map { $0 > now() } ?? false
            }
            return credential == state.ledger.refreshToken
                || state.isLenient && credential == state.previousRefreshToken
        }
    }

    /// The grant ends, at the person's wish.
    func revoke() { state.withLock { $0.ledger.isGrantDead = true } }

    func answer(_ request: LoopbackRequest) -> WireAnswer {
        state.withLock { state in
            var answer = respond(request, &state)
            answer = answer.with("Date", Self.httpDate(now().addingTimeInterval(state.skew)))
            return answer
        }
    }

    private func respond(_ request: LoopbackRequest, _ state: inout State) -> WireAnswer {
        if request.target.hasPrefix(Self.trap) {
            state.ledger.redirected += 1
            return RefusalMaker.json(200, ["access_token": "from-the-trap"])
        }
        guard let (call, reading) = call(of: request) else {
            state.ledger.faults.append(
                "\(request.method) \(request.path) is no call of the pipeline"
            )
            return RefusalMaker.json(404, ["message": "no such thing"])
        }
        switch call.role {
        case .exchange(0): state.ledger.codeCalls += 1
        case .refresh: state.ledger.refreshCalls += 1
        case .profile, .collection: state.ledger.readCalls += 1
        case .exchange, .revoke: break
        }
        state.ledger.faults += reading.faults.map { "the \(call.role.name) call \($0)" }
        let fault = takeFault(call.role, &state)
        if let fault, !fault.acts {
            let answer = fault.spoil(RefusalMaker.json(200, [:]))
            // Only a refusal in the provider's own words says that the code was not looked at.
            let isRefusal =
                (400...499).contains(answer.status) && answer.manner == .whole && answer.isJSON
            if case .exchange(0) = call.role, !isRefusal { state.ledger.codesTaken += 1 }
            return answer
        }
        let answer = act(call, reading, &state)
        return fault?.spoil(answer) ?? answer
    }

    private func takeFault(_ role: CallShape.Role, _ state: inout State) -> Fault? {
        guard let index = state.faults.firstIndex(where: { $0.fault.target.includes(role) }) else {
            return nil
        }
        let fault = state.faults[index].fault
        state.faults[index].left -= 1
        if state.faults[index].left <= 0 { state.faults.remove(at: index) }
        return fault
    }

    /// The call whose address it is, the one it resembles most where several share an address.
    private func call(of request: LoopbackRequest) -> (CallShape, CallShape.Reading)? {
        blueprint.calls.filter { $0.isAddressed(by: request) }
            .map { ($0, $0.read(request)) }
            .min { $0.1.faults.count < $1.1.faults.count }
    }

    /// A date as HTTP writes it (RFC 9110, section 5.6.7).
    static func httpDate(_ date: Date) -> String {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let text = Timestamp.text(date)
        let numbers = text.split { !$0.isNumber }.map(String.init)
        guard numbers.count == 6, let month = Int(numbers[1]) else { return text }
        let weekday = names[((days % 7) + 7) % 7]
        return "\(weekday), \(numbers[2]) \(months[month - 1]) \(numbers[0]) "
            + "\(numbers[3]):\(numbers[4]):\(numbers[5]) GMT"
    }
}

extension CallShape.Role {
    /// The kind of call in a sentence.
    var name: String {
        switch self {
        case .exchange: "exchange"
        case .refresh: "refresh"
        case .profile: "profile"
        case .collection: "collection"
        case .revoke: "revocation"
        }
    }
}
