import Glibc

/// What a process that runs cases may take, and how it says what broke.
enum ChildLimits {
    /// The exit status of a process in which a property did not hold.
    static let findingStatus: Int32 = 3
    /// The most of the processor's time a case may take: hundreds of times what it needs.
    static let caseSeconds = 10
    /// The most address space; a sanitizer needs far more, and asks for it with a variable.
    private static let memory: rlim_t = 4 << 30

    static func set() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        guard unsafe getenv("LATCHKEY_FUZZ_UNLIMITED") == nil else { return }
        var most = rlimit(rlim_cur: memory, rlim_max: memory)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &most)
    }

    static func complain(_ text: String) { write(text, to: 2) }

    /// Says a line at once: a hunt is watched, and its output may go to a file.
    static func say(_ text: String) { write(text, to: 1) }

    private static func write(_ text: String, to descriptor: Int32) {
        let line = Array("\(text)\n".utf8)
        _ = unsafe line.withUnsafeBytes {
            unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
    }
}
