import Documents

/// Every complaint about a text on a line each: `line:column message`, notes marked with `+`.
func complaints(about text: String) -> [String] {
    complaints(about: Array(text.utf8))
}

func complaints(about bytes: [UInt8]) -> [String] {
    do throws(YAMLError) {
        _ = try YAMLComposer.compose(bytes, path: "a.yml")
        return []
    } catch {
        return error.diagnostics.flatMap { diagnostic in
            [brief(diagnostic)] + diagnostic.notes.map { "+ " + brief($0) }
        }
    }
}

private func brief(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.location.line):\(diagnostic.location.column) \(diagnostic.message)"
}
