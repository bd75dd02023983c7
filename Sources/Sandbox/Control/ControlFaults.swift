import Documents

/// Control calls about faults.
struct ControlFaults: Sendable {
    let world: World

    /// How a call may go wrong, as the control API names it.
    enum Name: String, CaseIterable {
        case status, delay, hold, drop, reset, html, truncated, cut, huge
    }

    private static let members: Set<String> = [
        "path", "method", "times", "skip", "kind", "status", "seconds", "retry_after", "body",
        "size", "acts_first", "lasting",
    ]

    /// `POST /sandbox/faults`.
    func add(_ order: ControlOrder) throws(ControlError) -> JSONValue {
        try order.allowOnly(Self.members)
        guard let name: Name = try order.choice("kind") else {
            throw ControlError("kind is missing")
        }
        let path = try order.required("path")
        guard path.hasPrefix("/") else { throw ControlError("path must begin with a slash") }
        let actsFirst = order["acts_first"]?.bool
        let lasting = try order.seconds("lasting")
        world.faults.add(
            Fault(
                path: path,
                method: try order.text("method")?.uppercased(),
                skipped: try order.integer("skip", in: 0...1_000_000) ?? 0,
                remaining: try order.integer("times", in: 1...1_000_000)
                    ?? (lasting == nil ? 1 : 1_000_000),
                lasting: lasting,
                kind: try kind(name, order),
                actsFirst: actsFirst ?? [.drop, .truncated, .cut].contains(name)
            )
        )
        return state
    }

    /// `GET /sandbox/faults`.
    var state: JSONValue { ["remaining": .number(JSONNumber(world.faults.remaining))] }

    /// `POST /sandbox/faults/release`: lets the calls go that are held.
    func release() -> JSONValue { ["released": .number(JSONNumber(world.faults.release()))] }

    /// `DELETE /sandbox/faults`.
    func clear() -> JSONValue {
        world.faults.clear()
        return state
    }

    private func kind(_ name: Name, _ order: ControlOrder) throws(ControlError) -> Fault.Kind {
        switch name {
        case .status:
            guard let status = try order.integer("status", in: 200...599) else {
                throw ControlError("status is missing")
            }
            return .status(
                status,
                body: order["body"]?.compactText(),
                retryAfter: try order.integer("retry_after", in: 0...1_000_000)
            )
        case .delay: return .delay(.seconds(min(try order.seconds("seconds") ?? 1, 3600)))
        case .hold: return .hold
        case .drop: return .drop
        case .reset: return .reset
        case .html: return .html(try order.integer("status", in: 200...599) ?? 502)
        case .truncated: return .truncated
        case .cut: return .cut
        case .huge: return .huge(try order.integer("size", in: 1...(1 << 34)) ?? 64 << 20)
        }
    }
}
