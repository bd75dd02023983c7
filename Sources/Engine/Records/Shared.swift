/// A value kept out of line, which its copies share until one of them is changed.
struct Shared<Value: Hashable & Sendable>: Hashable, Sendable {
    /// Always one: an array is a box that knows when it is shared.
    private var values: [Value]

    init(_ value: Value) {
        values = [value]
    }

    var value: Value {
        _read { yield values[0] }
        _modify { yield &values[0] }
    }
}
