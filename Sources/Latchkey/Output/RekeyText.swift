import Documents
import Engine
import Vault

/// What a rekey did, for a person and for a program.
struct RekeyText {
    let report: RekeyReport

    func lines() -> [String] {
        let done =
            report.files.count { $0.failure == nil }
            + report.documents.count { $0.failure == nil }
        var lines = ["\(ReportText.count(done, "file")) encrypted to the current recipients"]
        if !report.exposedGrants.isEmpty {
            lines.append("removed recipients could have read these; let the people connect again:")
            for file in report.files where !file.exposedGrants.isEmpty {
                let keys = file.removedKeys.map { $0.owner ?? $0.keyID }.joined(separator: ", ")
                for grant in file.exposedGrants { lines.append("  \(Self.name(grant))  (\(keys))") }
            }
        }
        for document in report.documents where !document.removedKeys.isEmpty {
            lines.append(
                "removed recipients could have read \(document.path): latchkey inbox keys --rotate "
                    + "--grace 0 makes new ones"
            )
        }
        for name in report.strangers {
            lines.append("left alone: \(name) is no user's file")
        }
        return lines
    }

    /// The connection as every other command names it.
    private static func name(_ grant: ExposedGrant) -> String {
        ConnectionKey(user: grant.user, provider: grant.provider, label: grant.label).description
    }

    func document() -> JSONValue {
        .object([
            "documents": .array(
                report.documents.map { document in
                    var object: JSONObject = [
                        "path": .string(document.path),
                        "rekeyed": .bool(document.failure == nil),
                        "removedKeys": .array(document.removedKeys.map { .string($0.keyID) }),
                    ]
                    object["failure"] = document.failure.map { .string($0.sentence) }
                    return .object(object)
                }
            ),
            "schema": "latchkey/rekey/1", "ok": .bool(report.isComplete),
            "files": .array(
                report.files.map { file in
                    var object: JSONObject = [
                        "user": .string(file.user.text), "rekeyed": .bool(file.failure == nil),
                        "removedKeys": .array(file.removedKeys.map { .string($0.keyID) }),
                        "exposedGrants": .array(
                            file.exposedGrants.map { .string($0.description) }
                        ),
                    ]
                    object["failure"] = file.failure.map { .string($0.sentence) }
                    return .object(object)
                }
            ),
        ])
    }
}
