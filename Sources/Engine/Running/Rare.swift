/// Keeps a large value that is seldom there out of line: where there is none it costs a pointer.
///
/// A run holds a work for everybody, and most of them have nothing to tell.
@propertyWrapper
package struct Rare<Value: Hashable & Sendable>: Hashable, Sendable {
    private var shared: Shared<Value>?

    package init(wrappedValue: Value?) {
        shared = wrappedValue.map(Shared.init)
    }

    package var wrappedValue: Value? {
        get { shared?.value }
        set { shared = newValue.map(Shared.init) }
    }
}
