/// A computer: a disk, and the process on it.
struct Machine: Sendable {
    var disk: DiskModel
    var process: ProcessModel
}
