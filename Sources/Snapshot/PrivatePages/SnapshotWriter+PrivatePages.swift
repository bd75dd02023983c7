import Documents
import Vault

extension SnapshotWriter {
    /// Seals and writes pages, each only where its text differs from what the file holds.
    package func write(sealed pages: [String: SealedPage]) -> Result {
        var result = Result()
        for (path, page) in pages.sorted(by: { $0.key < $1.key }) {
            guard let page = passed(page, path, &result) else { continue }
            let full = "\(directory)/\(path)"
            let old = (try? files.read(full, limit: SnapshotReader.limit))
                .flatMap { try? JSONValue(parsing: $0) }
            if let old, page.key.open(old) == page.trimmed { continue }
            do {
                let bytes = page.key.seal(page.plaintext).canonicalText()
                try files.replace(full, with: bytes, mode: 0o644)
                result.written.append(path)
                result.writtenBytes += bytes.count
            } catch {
                result.failures.append(error.description)
                result.unwritten.insert(path)
            }
        }
        return result
    }

    /// The page without what repeats a secret; `nil` where it must not be written.
    private func passed(_ page: SealedPage, _ path: String, _ result: inout Result) -> SealedPage? {
        guard ledger.find(in: page.plaintext) else { return page }
        let verdict = (try? JSONValue(parsing: page.plaintext)).map {
            LastGate(ledger: ledger).pass($0, path)
        }
        result.warnings += (verdict?.leftOut ?? []).map {
            "\(path): \($0) repeats a secret of this run and was left out"
        }
        guard let bytes = verdict?.bytes else {
            result.failures.append(
                "\(path) was not written: \(verdict?.refusal ?? "it") repeats a secret of this run"
            )
            result.unwritten.insert(path)
            return nil
        }
        return SealedPage(key: page.key, plaintext: bytes)
    }
}

extension SealedPage {
    /// As it comes back out: JSON never ends in a blank.
    fileprivate var trimmed: [UInt8] {
        Array(plaintext.reversed().drop { $0 == UInt8(ascii: " ") }.reversed())
    }
}
