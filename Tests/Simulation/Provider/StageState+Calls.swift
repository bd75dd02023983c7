import FoundationEssentials
import Transport

extension StageState {
    /// Takes a request to its provider, and what becomes of it back.
    mutating func deliver(_ request: HTTPRequest, _ machine: Int) -> SimulatedTransport.Outcome {
        let process = machines[machine].process
        let luck = dice.unit(.crash, process.number, process.effects, 3)
        let (leaves, dies) = machines[machine].process.takesEffect(luck < 0.5)
        guard leaves else {
            if dies { trace.note(now, "  killed before a call") }
            return .lost(.connecting, "no process")
        }
        guard let call = ProviderCall(request),
            let kind = ProviderKind.allCases.first(where: { request.url.contains($0.host) })
        else {
            violate("a request nobody here understands: \(request.description)")
            return .lost(.refused, "not understood")
        }
        judge(call, process)
        let grant = provider.owner(call.credential)
        let id = grant?.id ?? 0
        let turn = process.callsOf[id, default: 0]
        machines[machine].process.callsOf[id] = turn + 1
        let title = "\(call.name) of \(grant.map { "\($0.account)" } ?? "a token unknown")"
        if let end = outages[kind], now < end {
            touch(machine, id, .outage, title)
            return .lost(.connecting, "no route to host")
        }
        if process.faults.refusesApp.contains(kind), call.goesToTokenEndpoint {
            touch(machine, id, .appRefused, title)
            return .answer(Self.response(401, #"{"error":"invalid_client"}"#))
        }
        if let lie = lie(machine, call, grant, kind, title) { return lie }
        var fault: CallFault?
        if process.faults.calls > 0,
            dice.unit(.call, process.number, id, turn) < process.faults.calls
        {
            let kinds = CallFault.allCases
            fault = kinds[Int(dice.number(.reply, process.number, id, turn) % UInt64(kinds.count))]
        }
        if let fault { touch(machine, id, fault.fault, title) }
        if let fault, !fault.consumes { return Self.vain(fault) }
        let answer = provider.answer(call, at: now)
        note(machine, call, id, answer, title)
        if dies {
            trace.note(now, "  killed while the call was under way")
            return .lost(.sent, "no process")
        }
        if let fault { return Self.spoilt(fault, answer) }
        let fate = dice.unit(.crash, process.number, machines[machine].process.effects, 4)
        let (arrives, _) = machines[machine].process.takesEffect(fate < 0)
        guard arrives else {
            trace.note(now, "  killed before the answer came")
            return .lost(.sent, "no process")
        }
        // Only a token endpoint's own good word takes a bad one back.
        if call.isSpending, answer.status == 200 { provider.noteLie(id, false) }
        return .answer(Self.response(answer.status, answer.body))
    }

    /// Nothing leaves after the run has learned that what it brings can't be kept, and no code
    /// is looked at twice.
    private mutating func judge(_ call: ProviderCall, _ process: ProcessModel) {
        guard call.isSpending, let why = process.spendingIsOver, !process.isDead else { return }
        violate("(6) \(call.name) although \(why)")
    }

    private mutating func touch(_ machine: Int, _ id: Int, _ fault: Fault, _ title: String) {
        count(fault)
        machines[machine].process.touched.insert(id)
        machines[machine].process.isTouched = true
        trace.note(now, "  \(title): \(fault.rawValue)")
    }

    /// A sick provider's word about a grant that is well; never two unrefuted ones in a row.
    ///
    /// Two of them, an hour apart, about fewer than five people are as good as the truth: nobody
    /// could tell. Bursts about more people have tests of their own.
    private mutating func lie(
        _ machine: Int,
        _ call: ProviderCall,
        _ grant: GrantModel?,
        _ kind: ProviderKind,
        _ title: String
    ) -> SimulatedTransport.Outcome? {
        guard machines[machine].process.faults.sick.contains(kind), let grant else {
            return nil
        }
        if grant.wasLiedAbout,
            machines[machine].process.callsOf[grant.id] == 1
        {
            return nil
        }
        switch call {
        case .refresh, .renew: break
        case .exchange, .lengthen, .profile: return nil
        }
        provider.noteLie(grant.id, true)
        touch(machine, grant.id, .sickProvider, title)
        return .answer(Self.response(400, #"{"error":"invalid_grant"}"#))
    }

    private mutating func note(
        _ machine: Int,
        _ call: ProviderCall,
        _ id: Int,
        _ answer: ProviderAnswer,
        _ title: String
    ) {
        trace.note(now, "  \(title): \(answer.status)")
        machines[machine].process.spendings += call.isSpending ? 1 : 0
        switch call {
        case .exchange(let code):
            tally.exchanges += 1
            // A code of a backup from before its exchange, long settled, is on no record any more.
            let isRestored = provider.grant(id).map { restored.contains($0.account) } ?? false
            if let seen = provider.codes[code]?.seen, seen > 1, !isRestored {
                violate("(2) a code was presented \(seen) times: \(title)")
            }
        case .refresh, .renew: tally.refreshes += 1
        case .lengthen: break
        case .profile: tally.reads += 1
        }
        if let token = answer.brings {
            var isExchange = false
            if case .exchange = call { isExchange = true }
            machines[machine].process.brought.append(
                .init(grant: id, token: token, isExchange: isExchange)
            )
        }
    }

    private static func vain(_ fault: CallFault) -> SimulatedTransport.Outcome {
        switch fault {
        case .sentInVain: .lost(.sent, "the time for the call is over")
        case .serverError: .answer(response(503, #"{"error":"temporarily_unavailable"}"#))
        case .limited: .answer(response(429, "{}"))
        case .limitedWithHint: .answer(response(429, "{}", [("Retry-After", "5400")]))
        case .page: .answer(response(403, "<html><body>Checking your browser</body></html>"))
        case .unreachable, .replyLost, .gatewayTimeout, .truncated:
            .lost(.connecting, "connection refused")
        }
    }

    private static func spoilt(_ fault: CallFault, _ answer: ProviderAnswer)
        -> SimulatedTransport.Outcome
    {
        switch fault {
        case .gatewayTimeout: .answer(response(504, "<html><body>Gateway Time-out</body></html>"))
        case .truncated:
            .answer(response(answer.status, String(answer.body.prefix(answer.body.count / 2))))
        default: .lost(.sent, "connection reset by peer")
        }
    }

    static func response(
        _ status: Int,
        _ body: String,
        _ headers: [(name: String, value: String)] = []
    ) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
    }
}

extension ProviderCall {
    fileprivate var goesToTokenEndpoint: Bool {
        if case .profile = self { false } else { true }
    }
}
