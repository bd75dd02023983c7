/// Who may go and who waits: so many calls in all, so many to one host, first come first served
/// among those whose host has room.
struct TransferWindow {
    private let places: Int
    private let placesPerHost: Int
    private var inFlight = 0
    private var inFlightByHost: [String: Int] = [:]
    /// By host, in order of arrival; identifiers grow with arrival.
    ///
    /// No queue is empty.
    private var waiting: [String: ArraySlice<UInt64>] = [:]

    init(places: Int, placesPerHost: Int) {
        self.places = max(places, 1)
        self.placesPerHost = max(placesPerHost, 1)
    }

    mutating func arrive(_ id: UInt64, host: String) {
        waiting[host, default: []].append(id)
    }

    /// The next to go, who then holds a place until `leave`.
    mutating func admit() -> UInt64? {
        guard inFlight < places else { return nil }
        var first: (host: String, id: UInt64)?
        for (host, queue) in waiting where inFlightByHost[host, default: 0] < placesPerHost {
            guard let id = queue.first, id < first?.id ?? .max else { continue }
            first = (host, id)
        }
        guard let (host, id) = first else { return nil }
        waiting[host]?.removeFirst()
        forgetQueueIfEmpty(of: host)
        inFlight += 1
        inFlightByHost[host, default: 0] += 1
        return id
    }

    mutating func leave(host: String) {
        guard let count = inFlightByHost[host] else { return }
        inFlight -= 1
        inFlightByHost[host] = count > 1 ? count - 1 : nil
    }

    /// Takes one out that no longer wants to go; false when it does not wait.
    mutating func withdraw(_ id: UInt64, host: String) -> Bool {
        guard let index = waiting[host]?.firstIndex(of: id) else { return false }
        waiting[host]?.remove(at: index)
        forgetQueueIfEmpty(of: host)
        return true
    }

    private mutating func forgetQueueIfEmpty(of host: String) {
        if waiting[host]?.isEmpty ?? false { waiting[host] = nil }
    }
}
