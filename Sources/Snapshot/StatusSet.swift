package import Engine

/// The status files a run wants to see on disk, by their paths below `data/status/`.
package struct StatusSet: Sendable {
    /// Each person's files, which are built as they are written: together they would be most of a
    /// run's memory.
    package var pages: [UserPage]
    /// The files about everybody.
    package var common: [String: StatusDocument]
    /// Whether people's pages have badges.
    package var drawsBadges: Bool
    /// Other files that are no JSON.
    package var texts: [String: [UInt8]]
    /// What such a file has from outside; of one that is not named here nothing is known.
    package var quotations: [String: [String]]
    /// Files that have lost their subject and are to go.
    package var obsolete: Set<String>
    /// What the files speak of, sorted by key: this run's word over the earlier ones'.
    package var records: [ConnectionRecord]
    /// Users whose files can't be opened, sorted.
    package var closed: [RunReport.ClosedFile]

    /// A set of files alone, of whatever they speak.
    package init(texts: [String: [UInt8]]) {
        self.init(common: [:], texts: texts, obsolete: [], records: [], closed: [])
    }

    init(
        pages: [UserPage] = [],
        common: [String: StatusDocument],
        drawsBadges: Bool = false,
        texts: [String: [UInt8]],
        quotations: [String: [String]] = [:],
        obsolete: Set<String>,
        records: [ConnectionRecord],
        closed: [RunReport.ClosedFile]
    ) {
        self.pages = pages
        self.common = common
        self.drawsBadges = drawsBadges
        self.texts = texts
        self.quotations = quotations
        self.obsolete = obsolete
        self.records = records
        self.closed = closed
    }

    /// The paths of the files that are not one person's page.
    package var commonPaths: Set<String> {
        Set(common.keys).union(texts.keys)
    }
}
