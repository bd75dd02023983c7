package import FoundationEssentials

/// What earlier runs knew, read back from the status files.
package struct RunMemory: Sendable {
    package var records: [ConnectionKey: ConnectionRecord]
    package var closedFiles: [String: RunReport.ClosedFile]
    /// When the latest run over everything began; `nil` before the first.
    package var dataThrough: Date?
    package var runs: RunHistory
    /// How the latest runs went, the newest first.
    package var pastRuns: [PastRun] = []
    /// Authorization links by provider, as an earlier run with the app's credentials built them.
    package var loginURLs: [String: String]

    /// How far the providers' clocks were ahead of this machine's in the last run, where it matters.
    package var clockSkew: ClockSkew?
    /// Providers whose data runs had no room for, and through when it was read all the same.
    package var behind: [String: Date] = [:]
    package var limits = LimitRecord()

    package init(
        records: [ConnectionKey: ConnectionRecord] = [:],
        closedFiles: [String: RunReport.ClosedFile] = [:],
        dataThrough: Date? = nil,
        runs: RunHistory = RunHistory(),
        loginURLs: [String: String] = [:],
        clockSkew: ClockSkew? = nil
    ) {
        self.records = records
        self.closedFiles = closedFiles
        self.dataThrough = dataThrough
        self.clockSkew = clockSkew
        self.runs = runs
        self.loginURLs = loginURLs
    }
}
