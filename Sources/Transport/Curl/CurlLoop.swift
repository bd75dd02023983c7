/// The one thread that drives curl: takes calls from the inbox, lets as many go as may, moves them
/// on, and hands their ends back.
final class CurlLoop {
    /// The longest sleep when nothing is due, in milliseconds: idle connections are looked after
    /// now and then.
    private static let longestSleep: Int32 = 30_000

    private let inbox: CurlInbox
    private let configuration: CurlConfiguration
    private let share: CurlShare
    private let multi: CurlMulti
    private var window: TransferWindow
    private var waiting: [UInt64: CurlCall] = [:]
    private var inFlight: [UInt64: Flight] = [:]
    private var idByHandle: [UInt: UInt64] = [:]
    private var idle: [CurlTransfer] = []
    private var silences = SilenceQueue()

    /// A call on the wire.
    private struct Flight {
        let place: TransferPlace
        let call: CurlCall
        let transfer: CurlTransfer

        var isSilent: Bool { !transfer.reader.hasBegun }

        var facts: CurlFacts { transfer.facts }
    }

    init(inbox: CurlInbox, configuration: CurlConfiguration) throws(CurlCode) {
        guard CurlLibrary.start == .ok else { throw CurlLibrary.start }
        self.inbox = inbox
        self.configuration = configuration
        share = try CurlShare()
        multi = try CurlMulti(
            idleConnections: max(configuration.calls, 1),
            doorbell: inbox.doorbell.descriptor
        )
        window = TransferWindow(
            places: configuration.calls,
            first: configuration.firstCallsPerHost,
            most: configuration.mostCallsPerHost,
            memory: configuration.hosts
        )
    }

    /// Returns when the inbox says stop, with no call left.
    func run() {
        while true {
            let orders = inbox.collect()
            for (id, call) in orders.arrivals {
                waiting[id] = call
                window.arrive(id, host: call.host, most: call.request.mostAtOnce)
            }
            for id in orders.withdrawals { cancel(id) }
            if orders.isStopping { break }

            admit()
            multi.perform()
            finishEnded()
            giveUpSilent()
            // Ended calls have made room: let the next ones go before sleeping.
            if admit() { continue }
            if multi.wait(milliseconds: sleepTime) { inbox.doorbell.silence() }
        }
        for id in waiting.keys { cancel(id) }
        for id in inFlight.keys { cancel(id) }
        // Handles go before the share they use.
        idle = []
    }

    /// Whether any call started.
    @discardableResult
    private func admit() -> Bool {
        var hasStarted = false
        while let place = window.admit() {
            guard let call = waiting.removeValue(forKey: place.id) else { continue }
            hasStarted = true
            guard call.request.mayGo?() ?? true else {
                window.leave(place, .silent)
                inbox.finish(place.id, .failure(.heldBack(call)))
                continue
            }
            do throws(CurlCode) {
                try start(call, place)
            } catch {
                window.leave(place, .silent)
                inbox.finish(place.id, .failure(Self.unstarted(call, error)))
            }
        }
        return hasStarted
    }

    private func start(_ call: CurlCall, _ place: TransferPlace) throws(CurlCode) {
        let transfer = if let used = idle.popLast() { used } else { try CurlTransfer() }
        do throws(CurlCode) {
            try transfer.prepare(call, configuration: configuration, share: share)
            guard multi.add(transfer.handle) else { throw .outOfMemory }
        } catch {
            transfer.clear()
            throw error
        }
        inFlight[place.id] = Flight(
            place: place,
            call: call,
            transfer: transfer
        )
        silences.append(place.id, until: .now + configuration.firstByteTimeout)
        idByHandle[transfer.handle.address] = place.id
    }

    private func finishEnded() {
        while let (handle, code) = multi.nextFinished() {
            guard let id = idByHandle[handle], let flight = inFlight[id] else { continue }
            let answer = flight.transfer.answer
            if code != .ok {
                end(flight, .failure(failure(code, flight)))
            } else if !flight.transfer.reader.hasWholeHead || answer.response.status < 200 {
                end(flight, .failure(failure(.partialFile, flight)))
            } else {
                end(flight, .success(answer))
            }
        }
    }

    /// curl has no timeout for the first byte of an answer.
    private func giveUpSilent() {
        let now = ContinuousClock.now
        while let next = silences.first, next.deadline <= now {
            silences.removeFirst()
            guard let flight = inFlight[next.id], flight.isSilent else { continue }
            end(flight, .failure(failure(.timedOut, flight)))
        }
    }

    private func cancel(_ id: UInt64) {
        if let call = waiting.removeValue(forKey: id) {
            _ = window.withdraw(id, host: call.host)
            inbox.finish(id, .failure(.cancelled(call, mayHaveBeenSent: false)))
        } else if let flight = inFlight[id] {
            let mayHaveBeenSent = flight.facts.mayHaveBeenSent
            end(flight, .failure(.cancelled(flight.call, mayHaveBeenSent: mayHaveBeenSent)))
        }
    }

    private func end(_ flight: Flight, _ outcome: CurlInbox.Outcome) {
        let sign = Self.sign(of: outcome, after: flight.transfer.answerTime)
        // A round of calls comes back at once: nobody follows before its refusals are heard of.
        if case .success(let answer) = outcome, answer.response.status == 429 {
            flight.call.request.wasRefused?()
        }
        multi.remove(flight.transfer.handle)
        inFlight[flight.place.id] = nil
        idByHandle[flight.transfer.handle.address] = nil
        window.leave(flight.place, sign)
        flight.transfer.clear()
        idle.append(flight.transfer)
        inbox.finish(flight.place.id, outcome)
    }

    private static func sign(of outcome: CurlInbox.Outcome, after time: Duration) -> CallSign {
        switch outcome {
        case .success(let answer): CallSign(status: answer.response.status, after: time)
        case .failure(let error): CallSign(failure: error)
        }
    }

    private func failure(_ code: CurlCode, _ flight: Flight) -> TransportError {
        flight.facts.failure(code, of: flight.call, limit: configuration.answerLimit)
    }

    private static func unstarted(_ call: CurlCall, _ code: CurlCode) -> TransportError {
        TransportError(
            phase: .refused,
            request: call.request,
            code: code.rawValue,
            reason: "the call could not be prepared: \(code.text)",
            reasonCode: .other
        )
    }

    /// Until the next call is to be given up, in milliseconds.
    private var sleepTime: Int32 {
        // Those that have ended or begun to answer no longer matter.
        while let next = silences.first, inFlight[next.id]?.isSilent != true {
            silences.removeFirst()
        }
        guard let next = silences.first?.deadline else { return Self.longestSleep }
        let time = ContinuousClock.now.duration(to: next).curlMilliseconds
        return min(Int32(clamping: time), Self.longestSleep)
    }
}

/// Belongs to the curl thread, which makes it and drops it.
@available(*, unavailable)
extension CurlLoop: Sendable {}
