import Documents

/// The calls under `/sandbox/` by which demos and tests set the scene and look behind it.
struct ControlServer: Sendable {
    private let world: World
    private let grants: ControlGrants
    private let faults: ControlFaults

    init(world: World) {
        self.world = world
        grants = ControlGrants(world: world)
        faults = ControlFaults(world: world)
    }

    func answer(_ method: String, _ path: Substring, body: [UInt8]) -> Answer {
        do throws(ControlError) {
            let parts = path.split(separator: "/").dropFirst().map(String.init)
            return .json(try act(method, parts, ControlOrder(body)))
        } catch {
            return error.answer
        }
    }

    private func act(
        _ method: String,
        _ parts: [String],
        _ order: ControlOrder
    ) throws(ControlError) -> JSONValue {
        switch (method, parts.first, parts.count) {
        case ("POST", "codes", 1): return try grants.issueCode(order)
        case ("POST", "grants", 1): return try grants.open(order)
        case ("GET", "grants", 3): return try grants.describe(parts[1], parts[2])
        case ("POST", "grants", 3): return try grants.change(parts[1], parts[2], order)
        case ("POST", "credentials", 1): return try CredentialReport.answer(order, in: world)
        case ("POST", "faults", 1): return try faults.add(order)
        case ("GET", "faults", 1): return faults.state
        case ("POST", "faults", 2) where parts[1] == "release": return faults.release()
        case ("DELETE", "faults", 1): return faults.clear()
        case ("GET", "log", 1):
            return CallLogReport(log: world.log, traffic: world.traffic.report).value
        case ("DELETE", "log", 1):
            world.log.clear()
            world.traffic.clear()
            return [:]
        case ("GET", "clock", 1): return clock
        case ("POST", "clock", 1):
            try order.allowOnly(["advance"])
            guard let seconds = try order.seconds("advance") else {
                throw ControlError("advance is missing")
            }
            world.clock.advance(by: seconds)
            return clock
        case ("GET", "people", 1): return people
        case ("POST", "reset", 1):
            for provider in Provider.allCases { world.book(of: provider).clear() }
            world.faults.clear()
            world.log.clear()
            world.traffic.clear()
            return [:]
        default: throw ControlError("no such control call: \(method)", status: 404)
        }
    }

    private var clock: JSONValue { ["now": .string(Timestamp.text(world.clock.now))] }

    private var people: JSONValue {
        let names = Person.listed(world.settings.people).map { person -> JSONValue in
            ["user": .string(person.name), "name": .string(person.displayName)]
        }
        return ["people": .array(names)]
    }
}
