import Glibc

/// What a process that runs cases may take, and how it says what broke.
enum ChildLimits {
    /// The exit status of a process in which a property did not hold.
    static let findingStatus: Int32 = 3
    /// The longest a case may take: hundreds of times what it needs.
    static let caseSeconds: UInt32 = 10
    /// The most address space; a sanitizer needs far more, and asks for it with a variable.
    private static let memory: rlim_t = 4 << 30

    static func set() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        guard unsafe getenv("LATCHKEY_FUZZ_UNLIMITED") == nil else { return }
        var most = rlimit(rlim_cur: memory, rlim_max: memory)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &most)
    }

    static func complain(_ text: String) {
        let line = Array("\(text)\n".utf8)
        _ = unsafe line.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
    }
}
