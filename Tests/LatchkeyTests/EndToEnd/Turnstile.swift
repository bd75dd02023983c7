/// Lets so many in at a time: each journey is a handful of processes, and a machine has few cores.
actor Turnstile {
    private var places: Int
    private var queue: [CheckedContinuation<Void, Never>] = []

    init(_ places: Int) {
        self.places = places
    }

    func enter() async {
        guard places == 0 else {
            places -= 1
            return
        }
        await withCheckedContinuation { queue.append($0) }
    }

    /// Whoever has waited longest takes the place.
    func leave() {
        guard queue.isEmpty else { return queue.removeFirst().resume() }
        places += 1
    }
}
