import Glibc

/// What the process does before anything else, so that no accident shows a secret.
enum Hardening {
    static func begin() {
        holdStandardDescriptors()
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        // A core dump would hold every token of the run.
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        // So would the runtime's own report of a crash, which prints memory.
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT] {
            signal(number, SIG_DFL)
        }
        // A reader that goes away must not end a run between a token and its save.
        signal(SIGPIPE, SIG_IGN)
    }

    /// A closed standard descriptor would be given to the next file opened, and printed into.
    private static func holdStandardDescriptors() {
        while true {
            let descriptor = unsafe open("/dev/null", O_RDWR)
            guard (0...2).contains(descriptor) else {
                if descriptor > 2 { close(descriptor) }
                return
            }
        }
    }
}
