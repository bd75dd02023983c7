/// Hands out lanes in the order they are asked for: one, or all of them to work alone.
actor LanePool {
    private enum Request {
        case one(CheckedContinuation<GPGLane, Never>)
        case alone(CheckedContinuation<GPGLane, Never>)
    }

    private let lanes: [GPGLane]
    private var free: [GPGLane]
    private var waiting: [Request] = []

    init(_ settings: GPGSettings, width: Int) {
        let patience = KeptLane.Patience()
        lanes = (0..<max(1, width)).map { GPGLane(settings, patience, number: $0) }
        free = lanes
    }

    /// Waits for a lane, uses it beside the others, and gives it back.
    ///
    /// `asking` has a kept process do the work, and returns `nil` where gpgme has to.
    func withLane<Value: Sendable>(
        asking: (@Sendable (KeptLane) -> Value?)? = nil,
        _ work: @Sendable (borrowing GPGContext) throws(GPGFailure) -> Value
    ) async throws(GPGFailure) -> Value {
        let lane = await withCheckedContinuation { continuation in
            waiting.append(.one(continuation))
            serve()
        }
        defer { release([lane]) }
        return try await lane.perform(asking: asking, work)
    }

    /// Waits until no lane is in use, and uses one while the others rest.
    func withLaneAlone<Value: Sendable>(
        _ work: @Sendable (borrowing GPGContext) throws(GPGFailure) -> Value
    ) async throws(GPGFailure) -> Value {
        let lane = await withCheckedContinuation { continuation in
            waiting.append(.alone(continuation))
            serve()
        }
        defer { release(lanes) }
        return try await lane.perform(work)
    }

    private func release(_ returned: [GPGLane]) {
        free += returned
        serve()
    }

    private func serve() {
        while let first = waiting.first {
            switch first {
            case .one(let continuation):
                guard let lane = free.popLast() else { return }
                waiting.removeFirst()
                continuation.resume(returning: lane)
            case .alone(let continuation):
                guard free.count == lanes.count, let lane = free.first else { return }
                free = []
                waiting.removeFirst()
                continuation.resume(returning: lane)
            }
        }
    }
}
