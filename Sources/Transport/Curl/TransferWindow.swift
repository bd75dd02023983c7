/// Who may go and who waits: so many calls in all, and to each host as many as its window allows,
/// in order of arrival; hosts with room take turns.
struct TransferWindow {
    private let places: Int
    /// What is known of a host that nobody has called yet.
    private let unknown: HostWindow
    private var inFlight = 0
    private var lanes: [String: HostLane] = [:]
    /// Hosts with room and somebody who waits, in the order of their turns.
    private var line: ArraySlice<String> = []

    /// - Parameters:
    ///   - places: Calls at once, whatever their hosts.
    ///   - first: Calls at once to a host that nothing is known of.
    ///   - most: Calls at once to a host at most.
    init(places: Int, first: Int, most: Int) {
        self.places = max(places, 1)
        unknown = HostWindow(first: first, most: min(most, self.places))
    }

    /// How many calls may be under way to a host now.
    func limit(of host: String) -> Int { lanes[host]?.window.limit ?? unknown.limit }

    /// Lets a call wait; `most` bounds its host from now on.
    mutating func arrive(_ id: UInt64, host: String, most: Int? = nil) {
        lanes[host, default: HostLane(unknown)].arrive(id, most: most)
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
        lanes[place.host]?.leave(place.number, sign)
        enterLine(place.host)
    }

    /// Takes one out that no longer wants to go; false when it does not wait.
    mutating func withdraw(_ id: UInt64, host: String) -> Bool {
        lanes[host]?.withdraw(id) ?? false
    }

    private mutating func enterLine(_ host: String) {
        guard let lane = lanes[host], lane.hasRoom, !lane.isInLine else { return }
        lanes[host]?.isInLine = true
        line.append(host)
    }
}
