/// Who may go and who waits: so many calls in all, and to each host as many as its window allows,
/// in order of arrival; hosts with room take turns.
struct TransferWindow {
    private let places: Int
    private let first: Int
    private let most: Int
    private let memory: HostMemory
    private var inFlight = 0
    private var lanes: [String: HostLane] = [:]
    /// Hosts with room and somebody who waits, in the order of their turns.
    private var line: ArraySlice<String> = []

    /// - Parameters:
    ///   - places: Calls at once, whatever their hosts.
    ///   - first: Calls at once to a host that nothing is known of.
    ///   - most: Calls at once to a host at most.
    ///   - memory: What is known of hosts; what is learnt is noted there.
    init(places: Int, first: Int, most: Int, memory: HostMemory = HostMemory()) {
        self.places = max(places, 1)
        (self.first, self.most) = (first, min(most, self.places))
        self.memory = memory
    }

    /// How many calls may be under way to a host now.
    func limit(of host: String) -> Int { (lanes[host]?.window ?? window(of: host)).limit }

    /// Lets a call wait; `most` bounds its host from now on.
    mutating func arrive(_ id: UInt64, host: String, most: Int? = nil) {
        if lanes[host] == nil { lanes[host] = HostLane(window(of: host)) }
        lanes[host]?.arrive(id, most: most)
        enterLine(host)
    }

    /// The next to go, who then holds a place until `leave`.
    mutating func admit() -> TransferPlace? {
        guard inFlight < places else { return nil }
        while let host = line.popFirst() {
            lanes[host]?.isInLine = false
            guard let next = lanes[host]?.admit() else { continue }
            inFlight += 1
            enterLine(host)
            return TransferPlace(id: next.id, host: host, number: next.number)
        }
        return nil
    }

    mutating func leave(_ place: TransferPlace, _ sign: CallSign) {
        guard inFlight > 0, lanes[place.host] != nil else { return }
        inFlight -= 1
        let before = lanes[place.host]?.window.bearing
        lanes[place.host]?.leave(place.number, sign)
        if let bearing = lanes[place.host]?.window.bearing, bearing != before {
            memory.note(bearing, of: place.host)
        }
        enterLine(place.host)
    }

    /// Takes one out that no longer wants to go; false when it does not wait.
    mutating func withdraw(_ id: UInt64, host: String) -> Bool {
        lanes[host]?.withdraw(id) ?? false
    }

    /// The window of a host that nobody has called yet.
    private func window(of host: String) -> HostWindow {
        guard let bearing = memory.bearing(of: host) else {
            return HostWindow(first: first, most: most)
        }
        return HostWindow(first: first, most: most, after: bearing)
    }

    private mutating func enterLine(_ host: String) {
        guard let lane = lanes[host], lane.hasRoom, !lane.isInLine else { return }
        lanes[host]?.isInLine = true
        line.append(host)
    }
}
