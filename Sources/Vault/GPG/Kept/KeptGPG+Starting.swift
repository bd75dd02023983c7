internal import Glibc

extension KeptGPG {
    /// What a socket takes without anybody reading, in bytes.
    private static let passphraseLimit = 4096

    /// Two ends of a line, ours and the child's.
    static func makeLine() -> (Descriptor, Descriptor)? {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        guard case let (ours?, childs?) = (Descriptor(moving: ends[0]), Descriptor(moving: ends[1]))
        else { return nil }
        return (ours, childs)
    }

    /// What gpg reads a passphrase from, and nothing after it.
    static func holdOut(_ passphrase: Secret) -> Descriptor? {
        let bytes = Array(passphrase.reveal().utf8) + [UInt8(ascii: "\n")]
        guard bytes.count <= passphraseLimit, let (ours, childs) = makeLine(),
            unsafe send(ours.number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                == bytes.count
        else { return nil }
        return childs
    }

    /// The terminal a pinentry may ask at, as gpgme names it.
    static var terminal: String? {
        guard unsafe getenv("GPG_TTY") == nil else { return nil }
        var name = [CChar](repeating: 0, count: 256)
        guard unsafe ttyname_r(1, &name, name.count) == 0 else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }

    private typealias CloseFrom =
        @convention(c) (
            UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32
        ) -> Int32

    /// Absent from C libraries before glibc 2.34: then a file counts on having been opened to be
    /// closed, as all of ours are.
    private static let closeFrom: CloseFrom? = {
        guard let symbol = unsafe dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else {
            return nil
        }
        return unsafe unsafeBitCast(symbol, to: CloseFrom.self)
    }()

    /// Starts a program with these files and no others.
    static func spawn(
        _ arguments: [String],
        _ files: [(Descriptor, Int32)]
    ) -> pid_t? {
        var actions = unsafe posix_spawn_file_actions_t()
        guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        for number in 3..<plaintextDescriptor {
            unsafe posix_spawn_file_actions_addclose(&actions, number)
        }
        for (file, number) in files {
            unsafe posix_spawn_file_actions_adddup2(&actions, file.number, number)
        }
        let last = files.map(\.1).max() ?? 2
        _ = unsafe closeFrom?(&actions, last + 1)
        var argv = unsafe arguments.map { unsafe strdup($0) }
        defer { unsafe argv.forEach { unsafe free($0) } }
        unsafe argv.append(nil)
        var process: pid_t = 0
        let status = withExtendedLifetime(files) {
            SignalShield.around {
                unsafe posix_spawn(&process, arguments[0], &actions, nil, &argv, environ)
            }
        }
        return status == 0 ? process : nil
    }
}
