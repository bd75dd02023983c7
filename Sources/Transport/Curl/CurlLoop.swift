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

    /// A call on the wire.
    private struct Flight {
        let id: UInt64
        let call: CurlCall
        let transfer: CurlTransfer
        /// When it is given up, unless the answer has begun.
        let firstByteDeadline: ContinuousClock.Instant

        var isSilent: Bool { !transfer.reader.hasBegun }

        var facts: CurlFacts { transfer.facts }
    }

    init(inbox: CurlInbox, configuration: CurlConfiguration) throws(CurlCode) {
        guard CurlLibrary.start == .ok else { throw CurlLibrary.start }
        self.inbox = inbox
        self.configuration = configuration
        share = try CurlShare()
        multi = try CurlMulti(idleConnections: max(configuration.calls, 1))
        window = TransferWindow(
            places: configuration.calls,
            placesPerHost: configuration.callsPerHost
        )
    }

    /// Returns when the inbox says stop, with no call left.
    func run() {
        while true {
            let orders = inbox.collect()
            for (id, call) in orders.arrivals {
                waiting[id] = call
                window.arrive(id, host: call.host)
            }
            for id in orders.withdrawals { cancel(id) }
            if orders.isStopping { break }

            admit()
            multi.perform()
            finishEnded()
            giveUpSilent()
            // Ended calls have made room: let the next ones go before sleeping.
            if admit() { continue }
            multi.wait(for: inbox.doorbell.descriptor, milliseconds: sleepTime)
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
        while let id = window.admit() {
            guard let call = waiting.removeValue(forKey: id) else { continue }
            hasStarted = true
            do throws(CurlCode) {
                try start(call, id: id)
            } catch {
                window.leave(host: call.host)
                inbox.finish(id, .failure(Self.unstarted(call, error)))
            }
        }
        return hasStarted
    }

    private func start(_ call: CurlCall, id: UInt64) throws(CurlCode) {
        let transfer = if let used = idle.popLast() { used } else { try CurlTransfer() }
        do throws(CurlCode) {
            try transfer.prepare(call, configuration: configuration, share: share)
            guard multi.add(transfer.handle) else { throw .outOfMemory }
        } catch {
            transfer.clear()
            throw error
        }
        inFlight[id] = Flight(
            id: id,
            call: call,
            transfer: transfer,
            firstByteDeadline: .now + configuration.firstByteTimeout
        )
        idByHandle[transfer.handle.address] = id
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
        for flight in inFlight.values where flight.isSilent && flight.firstByteDeadline <= now {
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
        multi.remove(flight.transfer.handle)
        inFlight[flight.id] = nil
        idByHandle[flight.transfer.handle.address] = nil
        window.leave(host: flight.call.host)
        flight.transfer.clear()
        idle.append(flight.transfer)
        inbox.finish(flight.id, outcome)
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
        let silent = inFlight.values.filter(\.isSilent)
        guard let next = silent.map(\.firstByteDeadline).min() else { return Self.longestSleep }
        let time = ContinuousClock.now.duration(to: next).curlMilliseconds
        return min(Int32(clamping: time), Self.longestSleep)
    }
}

/// Belongs to the curl thread, which makes it and drops it.
@available(*, unavailable)
extension CurlLoop: Sendable {}
