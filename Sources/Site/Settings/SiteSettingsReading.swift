package import Documents

/// A settings file, read.
package struct SiteSettingsReading: Sendable {
    /// What holds: what is wrong with the file is as by default.
    package let settings: SiteSettings
    package let diagnostics: [Diagnostic]
    /// The file, for whoever quotes it; `nil` where there is none.
    package let source: SourceFile?

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
