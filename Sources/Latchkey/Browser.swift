import Glibc

/// Opens a page in the person's browser, where there is one.
enum Browser {
    /// Does nothing without a desktop: the page has been printed anyway.
    static func open(_ url: String) {
        let environment = ProcessEnvironment.values
        guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil,
            StandardInput.isTerminal
        else { return }
        let command: [UnsafeMutablePointer<CChar>?] = unsafe [strdup("xdg-open"), strdup(url), nil]
        defer { unsafe command.forEach { unsafe free($0) } }
        var pid = pid_t()
        // The page's address holds a state, no secret; the browser shows it all the same.
        _ = unsafe posix_spawnp(&pid, "xdg-open", nil, nil, command, environ)
    }
}
