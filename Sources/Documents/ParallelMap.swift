internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
    /// What `body` makes of each element, in their order, worked out on all cores.
    ///
    /// For work that computes, or reads small files: the caller waits meanwhile. A piece of so many
    /// elements is done by one core; where there is only one piece, the caller does it.
    package func parallelMap<Value: Sendable>(
        piece: Int = 32,
        _ body: @Sendable (Element) -> Value
    ) -> [Value] {
        guard piece > 0, count > piece else { return map(body) }
        let pieces = (count + piece - 1) / piece
        let results = Mutex<[[Value]]>(Array<[Value]>(repeating: [], count: pieces))
        DispatchQueue.concurrentPerform(iterations: pieces) { index in
            let values = self[index * piece..<Swift.min((index + 1) * piece, count)].map(body)
            results.withLock { $0[index] = values }
        }
        return results.withLock { Array<Value>($0.joined()) }
    }
}

/// Runs both, on two cores where there are two; the caller waits meanwhile.
package func sideBySide<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First,
    _ second: @Sendable () -> Second
) -> (First, Second) {
    let results = Mutex<(First?, Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
        if index == 0 {
            let value = first()
            results.withLock { $0.0 = value }
        } else {
            let value = second()
            results.withLock { $0.1 = value }
        }
    }
    let done = results.withLock { $0 }
    return (done.0 ?? first(), done.1 ?? second())
}
