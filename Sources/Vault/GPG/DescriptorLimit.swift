internal import Glibc

/// How many files the process may have open.
///
/// gpg closes every descriptor up to the soft limit when it starts; at a limit of 256 it starts up
/// to twice as fast as at a usual one, and many times as fast as in a container without limits.
package enum DescriptorLimit {
    /// What a run with a few hundred connections still fits in.
    package static let usual = 256

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
