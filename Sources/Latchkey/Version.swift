/// The program's version (semver.org); the status files carry it.
enum Version {
    static let text = "0.1.0"
}
