import FoundationEssentials
import LatchkeyTestSupport
import Testing

/// A disk of a few pages of memory, mounted over a site's folder for one run and for nobody else.
enum SmallDisk {
    /// What befalls it once the site is on it.
    enum Fault: Sendable {
        /// So many pages of 4 KiB are free.
        case full(pages: Int)
        case readOnly
    }

    /// Mounting takes root and a namespace of its own, which containers may withhold.
    static let isMountable: Bool = {
        let command = "mount -t tmpfs -o size=256k tmpfs /mnt"
        return (try? Subprogram.run("unshare", ["-m", "sh", "-c", command])) != nil
    }()

    /// Runs `latchkey sync` for a site on such a disk; the site is then as the run left it.
    static func sync(_ site: CrashSite, _ fault: Fault) async throws -> Program.Result {
        let befall =
            switch fault {
            case .readOnly: "mount -o remount,ro $site"
            case .full(let pages):
                """
                free=$(($(stat -f -c %f $site) - \(pages)))
                dd if=/dev/zero of=$site/ballast bs=4096 count=$free 2>/dev/null
                """
            }
        let script = """
            set -e
            site=\(site.data)
            mount -t tmpfs -o size=512k,mode=755 tmpfs $site.disk
            cp -a $site/. $site.disk/
            mount --move $site.disk $site 2>/dev/null || mount --bind $site.disk $site
            \(befall)
            status=0
            latchkey sync --data $site \(site.place.sandbox.serverOptions.joined(separator: " ")) \
            || status=$?
            mount -o remount,rw $site 2>/dev/null || true
            rm -f $site/ballast
            cp -a $site/. $site.after/
            exit $status
            """
        let path = "\(site.place.path)/\(site.data)"
        for folder in [path + ".disk", path + ".after"] {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        }
        let result = try await site.place.shell(
            "unshare -m --propagation private sh -c '\(script)'"
        )
        try site.remove()
        try FileManager.default.moveItem(atPath: path + ".after", toPath: path)
        return result
    }
}
