import Engine
import FoundationEssentials
import Inbox
import Pipeline
import Snapshot
import Vault

/// Calls private people by the names of their pages: a job's log is often public.
///
/// `latchkey link` tells who is who, to those who have the key.
struct PrivateNames {
    private let names: [String: String]

    init(_ people: PrivatePeople) {
        var names: [String: String] = [:]
        for user in people.users { names[user.text] = people.keys[user]?.alias ?? "private" }
        self.names = names
    }

    func report(_ report: RunReport) -> RunReport {
        var report = report
        report.entries = report.entries.map(entry)
        for index in report.closedFiles.indices {
            let file = report.closedFiles[index]
            report.closedFiles[index].detail = text(file.detail)
            report.closedFiles[index].user = text(file.user)
        }
        report.users = report.users.map(text)
        report.warnings = report.warnings.map(text)
        report.unsecured = report.unsecured.map(text)
        report.deadlines = report.deadlines.map { deadline in
            Deadline(
                key: key(deadline.key),
                date: deadline.date,
                cause: deadline.cause,
                setAt: deadline.setAt,
                reason: deadline.reason
            )
        }
        return report
    }

    func report(_ report: InboxReport) -> InboxReport {
        var report = report
        for index in report.taken.indices {
            report.taken[index].key = key(report.taken[index].key)
        }
        report.waiting = report.waiting.map(text)
        report.warnings = report.warnings.map(text)
        return report
    }

    private func entry(_ entry: RunReport.Entry) -> RunReport.Entry {
        var told = entry
        told.record.key = key(entry.record.key)
        told.before?.key = key(entry.record.key)
        told.failure = entry.failure.map(failure)
        told.notes = entry.notes.map(failure)
        return told
    }

    private func failure(_ failure: Failure) -> Failure {
        var told = failure
        told.detail = text(failure.detail)
        return told
    }

    private func key(_ key: ConnectionKey) -> ConnectionKey {
        guard let name = names[key.user.text], let user = UserID(name) else { return key }
        return ConnectionKey(user: user, provider: key.provider, label: key.label)
    }

    /// The text with each private person's name replaced where it stands as a word, or as the name
    /// of a connection file.
    func text(_ text: String) -> String {
        var result = ""
        var word = ""
        func end() {
            let stem = word.hasSuffix(".gpg") ? String(word.dropLast(4)) : word
            let bare = stem.hasSuffix(".") ? String(stem.dropLast()) : stem
            if let name = names[bare] {
                result += name + word.dropFirst(bare.count)
            } else {
                result += word
            }
            word = ""
        }
        for character in text {
            let isName =
                character.isASCII && (character.isLetter || character.isNumber)
                || "._@-".contains(character)
            if isName {
                word.append(character)
            } else {
                end()
                result.append(character)
            }
        }
        end()
        return result
    }
}
