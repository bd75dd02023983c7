internal import Glibc

/// How many files the process may have open.
///
/// gpg closes every descriptor up to the soft limit when it starts: in a container without limits
/// it then starts many times as slowly. Between 256 and 4096 no difference was measured.
package enum DescriptorLimit {
    /// What a run with 512 connections still fits in: they may not take the last of them, nor be
    /// more than poll(2) takes, which is as many.
    package static let usual = 640
    /// What is left to files, pipes and resolvers.
    private static let reserve = 128

    /// How many connections the soft limit leaves room for; at least one.
    package static var connections: Int {
        var limits = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else {
            return 1
        }
        let count = Int(clamping: limits.rlim_cur)
        return max(count > 2 * reserve ? count - reserve : count / 2, 1)
    }

    /// Narrows the soft limit of the process to so many; never widens it.
    package static func narrow(to count: Int = usual) {
        var limits = rlimit()
        guard count > 0,
            unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0,
            limits.rlim_cur > rlim_t(count)
        else { return }
        limits.rlim_cur = rlim_t(count)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    }
}
