import Glibc
import Synchronization

/// Holds threads back until it is opened, once and for all: order without waiting for time to pass.
package final class Gate: Sendable {
    private let isOpen = Atomic(false)

    package init() {}

    package func open() {
        isOpen.store(true, ordering: .releasing)
    }

    func wait() {
        while !isOpen.load(ordering: .acquiring) { usleep(500) }
    }
}
