import Documents
import FoundationEssentials
import Transport

/// What hosts have borne, as it is kept in the pack.
///
/// `{"hosts": {"HOST:PORT": {"calls": N, "pushedBack": true, "at": TIME}}}`; one that is lost costs a run
/// a few rounds of calls.
struct HostNote: Hashable {
    static let name = "hosts"
    /// What a host bore longer ago says nothing of today, in seconds.
    private static let longest: Double = 7 * 86_400

    /// What a run has learnt of a host, and when.
    struct Lesson: Hashable {
        let bearing: HostMemory.Bearing
        let at: Date
    }

    private(set) var lessons: [String: Lesson] = [:]

    init() {}

    /// Empty where the bytes are no such note; what can't be read of it, or is too old, is left out.
    init(decoding bytes: [UInt8], now: Date) {
        let value = try? JSONValue(parsing: bytes)
        for member in value?["hosts"]?.object?.members ?? [] {
            guard let calls = member.value["calls"]?.integer, calls > 0,
                let at = member.value["at"]?.string.flatMap({ Timestamp.parse($0) }),
                abs(at.timeIntervalSince(now)) < Self.longest
            else { continue }
            let hasPushedBack = member.value["pushedBack"]?.bool ?? false
            lessons[member.name] = Lesson(
                bearing: .init(calls: calls, hasPushedBack: hasPushedBack),
                at: at
            )
        }
    }

    var bearings: [String: HostMemory.Bearing] { lessons.mapValues(\.bearing) }

    mutating func add(_ learnt: [String: HostMemory.Bearing], at now: Date) {
        for (host, bearing) in learnt { lessons[host] = Lesson(bearing: bearing, at: now) }
    }

    func encoded() -> [UInt8] {
        let hosts = lessons.sorted { $0.key < $1.key }.map { host, lesson in
            let value: JSONObject = [
                "calls": .number(JSONNumber(lesson.bearing.calls)),
                "pushedBack": .bool(lesson.bearing.hasPushedBack),
                "at": .string(Timestamp.text(lesson.at)),
            ]
            return (host, JSONValue.object(value))
        }
        return JSONValue.object(["hosts": .object(JSONObject(hosts))]).compactText()
    }
}
