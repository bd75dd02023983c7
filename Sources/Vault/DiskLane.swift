internal import Documents
internal import Synchronization

/// Does blocking disk work on queues of its own, a few pieces side by side.
///
/// A disk that is asked to sync several files at once does it in one go: four that wait together
/// wait little longer than one.
struct DiskLane: Sendable {
    /// The queues, and whose turn it is.
    private final class Queues: Sendable {
        let lanes = (0..<8).map { BlockingLane("latchkey.disk.\($0)") }
        let turn = Atomic(0)

        var next: BlockingLane {
            let number = turn.wrappingAdd(1, ordering: .relaxed).oldValue
            return lanes[Int(UInt(bitPattern: number) % UInt(lanes.count))]
        }
    }

    private let files: any FileStore
    private let queues = Queues()

    init(_ files: any FileStore) {
        self.files = files
    }

    func perform<Value: Sendable>(
        _ work: @Sendable (any FileStore) throws(FileError) -> Value
    ) async throws(FileError) -> Value {
        try await queues.next.perform { () throws(FileError) in try work(files) }
    }
}
