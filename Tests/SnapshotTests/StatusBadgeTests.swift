import Engine
import FoundationEssentials
import Testing

@testable import Snapshot

@Suite("A badge tells how a connection stands, in words that age well")
struct StatusBadgeTests {
    @Test(
        "each state in words and a colour",
        arguments: [
            (ConnectionState.connected, "connected", "#5fd0a0"),
            (.pending, "on its way", "#8fc1f5"),
            (.degraded, "having trouble", "#f0b95c"), (.needsReconnect, "connect again", "#ff8f80"),
            (.locked, "being checked", "#f0b95c"), (.disconnected, "not connected", "#a3aca7"),
            (.expiring, "until 26 Nov 2026", "#f0b95c"),
        ]
    )
    func states(_ state: ConnectionState, _ words: String, _ colour: String) throws {
        let record = try SnapshotSample.record("alice", state: state)
        let svg = String(
            decoding: StatusBadge(provider: "Plain", record: record).bytes(),
            as: UTF8.self
        )
        #expect(svg.contains(">\(words)</text>"), "\(svg)")
        #expect(svg.contains("fill=\"\(colour)\""))
    }

    @Test("an end that no renewal moves is told as a date")
    func finalEnd() throws {
        var record = try SnapshotSample.record("alice")
        record.finalEnd = SnapshotSample.now.addingTimeInterval(54 * 86_400)
        let svg = String(
            decoding: StatusBadge(provider: "P", record: record).bytes(),
            as: UTF8.self
        )
        #expect(svg.contains("until 17 Jan 2027"))
    }

    @Test("a provider's name is text and no markup")
    func escaped() throws {
        let record = try SnapshotSample.record("alice")
        let svg = String(
            decoding: StatusBadge(provider: "<X> & \"Y\"", record: record).bytes(),
            as: UTF8.self
        )
        #expect(!svg.contains("<X>") && svg.contains("&#60;X&#62; &#38; &#34;Y&#34;"))
    }
}
