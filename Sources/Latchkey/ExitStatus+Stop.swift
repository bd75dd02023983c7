import Engine
import Glibc

extension ExitStatus {
    /// How a run that a signal has ended exits; `nil` for every other run.
    init?(_ stop: RunControl.Stop?) {
        guard case .signal(let number) = stop else { return nil }
        self =
            switch number {
            case SIGHUP: .hungUp
            case SIGINT: .interrupted
            default: .terminated
            }
    }
}
