import Documents
import Engine
import FoundationEssentials
import Pipeline

/// The lines of `events.ndjson`, and what the last one of each subject told.
///
/// Pure. A line that is no event is kept and not understood: nothing that was written is lost.
package struct EventHistory: Sendable {
    /// Whole lines, without their ends.
    private(set) var lines: [ArraySlice<UInt8>]
    /// Whether the file ended in half a line, as after a crash of whoever appended to it.
    let wasTorn: Bool
    /// Of the file, as it was when it was read; `nil` where nobody looked.
    let stamp: FileStamp?
    private var told: [EventSubject: Standing?] = [:]

    init(_ bytes: [UInt8], stamp: FileStamp? = nil) {
        self.stamp = stamp
        lines = bytes.split(separator: UInt8(ascii: "\n"))
        var wasTorn = false
        if let last = lines.last, bytes.last != UInt8(ascii: "\n"), Self.object(last) == nil {
            lines.removeLast()
            wasTorn = true
        }
        self.wasTorn = wasTorn
        for line in lines {
            guard let object = Self.object(line), let subject = Self.subject(object) else {
                continue
            }
            told[subject] = Self.standing(object)
        }
    }

    /// Outer `nil` where no event tells of the subject, inner `nil` where the last says it is gone.
    func standing(_ subject: EventSubject) -> Standing?? { told[subject] }

    /// The file with more lines behind it.
    func bytes(adding more: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines { bytes += line + [UInt8(ascii: "\n")] }
        for line in more { bytes += line + [UInt8(ascii: "\n")] }
        return bytes
    }

    /// When the last event that can be read took place.
    var lastTime: Date? {
        lines.reversed().lazy.compactMap { Self.object($0) }
            .compactMap { RecordJSON.date($0["at"]) }.first
    }

    private static func object(_ line: ArraySlice<UInt8>) -> JSONValue? {
        guard let value = try? JSONValue(parsing: Array(line)), value.object != nil else {
            return nil
        }
        return value
    }

    private static func subject(_ event: JSONValue) -> EventSubject? {
        guard let user = event["user"]?.string else { return nil }
        return EventSubject(
            user: user,
            provider: event["provider"]?.string,
            label: event["label"]?.string
        )
    }

    private static func standing(_ event: JSONValue) -> Standing? {
        guard let state = event["to"]?.string.flatMap(ConnectionState.init) else { return nil }
        return Standing(
            state: state,
            reason: event["reason"]?.string.flatMap(FailureReason.init)
        )
    }
}
