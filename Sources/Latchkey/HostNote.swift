import Documents
import FoundationEssentials
import Transport

/// What hosts have borne, as it is kept in the pack.
///
/// `{"at": TIME, "hosts": {"HOST:PORT": {"calls": N, "pushedBack": true}}}`; one that is lost costs a
/// run a few rounds of calls.
struct HostNote: Hashable {
    static let name = "hosts"
    /// What a host bore longer ago says nothing of today, in seconds.
    static let longest: Double = 7 * 86_400

    var at: Date
    var bearings: [String: HostMemory.Bearing]

    init(at: Date, bearings: [String: HostMemory.Bearing]) {
        (self.at, self.bearings) = (at, bearings)
    }

    /// `nil` where the bytes are no such note.
    init?(decoding bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes),
            let at = value["at"]?.string.flatMap({ Timestamp.parse($0) })
        else { return nil }
        self.at = at
        bearings = [:]
        for member in value["hosts"]?.object?.members ?? [] {
            guard let calls = member.value["calls"]?.integer, calls > 0 else { continue }
            let hasPushedBack = member.value["pushedBack"]?.bool ?? false
            bearings[member.name] = .init(calls: calls, hasPushedBack: hasPushedBack)
        }
    }

    func encoded() -> [UInt8] {
        let hosts = bearings.sorted { $0.key < $1.key }.map { host, bearing in
            let value: JSONObject = [
                "calls": .number(JSONNumber(bearing.calls)),
                "pushedBack": .bool(bearing.hasPushedBack),
            ]
            return (host, JSONValue.object(value))
        }
        return JSONValue.object([
            "at": .string(Timestamp.text(at)), "hosts": .object(JSONObject(hosts)),
        ]).compactText()
    }
}
