import Glibc

/// Starts the thread that runs a `CurlLoop`.
///
/// A thread and not a task: curl sleeps in the kernel.
enum CurlThread {
    private final class Body: Sendable {
        let inbox: CurlInbox
        let configuration: CurlConfiguration

        init(inbox: CurlInbox, configuration: CurlConfiguration) {
            self.inbox = inbox
            self.configuration = configuration
        }

        func run() {
            do throws(CurlCode) {
                try CurlLoop(inbox: inbox, configuration: configuration).run()
                inbox.close()
            } catch {
                inbox.close(because: "curl could not be started: \(error.text)")
            }
        }
    }

    /// False when the system gives no thread.
    static func start(_ inbox: CurlInbox, configuration: CurlConfiguration) -> Bool {
        let body = Body(inbox: inbox, configuration: configuration)
        let context = unsafe Unmanaged.passRetained(body)
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread,
            nil,
            { context in
                guard let context = unsafe context else { return nil }
                CurlThread.blockSignals()
                unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            context.toOpaque()
        )
        guard status == 0 else {
            unsafe context.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    /// Signals are for the main thread; and a connection that closes while TLS writes to it raises
    /// SIGPIPE in the thread that writes.
    private static func blockSignals() {
        var all = sigset_t()
        unsafe sigfillset(&all)
        _ = unsafe pthread_sigmask(SIG_SETMASK, &all, nil)
    }
}
