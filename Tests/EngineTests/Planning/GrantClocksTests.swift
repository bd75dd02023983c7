import FoundationEssentials
import Testing
import Vault

@testable import Engine

@Suite("The three clocks of a grant")
struct GrantClocksTests {
    @Test("a token that renews itself dies at its own end, and renewing moves it")
    func selfRenewing() throws {
        let pipeline = try Sample.pipeline(Sample.selfRenewing)
        let end = Sample.now.addingTimeInterval(20 * Sample.day)
        let clocks = GrantClocks(
            Sample.grant(refresh: nil, issuedDaysAgo: 40, accessEnds: 20 * Sample.day),
            pipeline
        )
        #expect(clocks.expiresAt == end)
        #expect(clocks.reconnectBy == end)
        #expect(clocks.renewalDue == end.addingTimeInterval(-10 * Sample.day))
        #expect(!clocks.needsRefresh(pipeline, at: Sample.now))
        #expect(clocks.needsRefresh(pipeline, at: end.addingTimeInterval(-10 * Sample.day)))
    }

    @Test("an absolute life counts from consent, and no refresh moves it")
    func absolute() throws {
        let pipeline = try Sample.pipeline(Sample.plain + "\nlifetimes:\n  absolute: 6mo\n")
        let clocks = GrantClocks(Sample.grant(authorizedDaysAgo: 10), pipeline)
        // Consent on 14 November 2026.
        #expect(clocks.reconnectBy == Sample.date("2027-05-14T12:00:00Z"))
        #expect(clocks.expiresAt == clocks.reconnectBy)
    }

    @Test("a grant without any end never dies")
    func endless() throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        let clocks = GrantClocks(Sample.grant(refresh: nil, accessEnds: nil), pipeline)
        #expect(clocks.expiresAt == nil)
        #expect(clocks.reconnectBy == nil)
        #expect(!clocks.needsRefresh(pipeline, at: .distantFuture))
    }

    @Test("beside a refresh token an access token's end is not the connection's")
    func refreshToken() throws {
        let pipeline = try Sample.pipeline(Sample.plain)
        let clocks = GrantClocks(Sample.grant(accessEnds: 60), pipeline)
        #expect(clocks.expiresAt == nil)
        #expect(clocks.accessEnd == Sample.now.addingTimeInterval(60))
    }

    // Lesson 11: what nobody renews is told apart from what is renewed.
    @Test("an end that no renewal moves is told apart from one that it moves")
    func ends() throws {
        let end = Sample.now.addingTimeInterval(20 * Sample.day)
        let renewing = GrantClocks(
            Sample.grant(refresh: nil, accessEnds: 20 * Sample.day),
            try Sample.pipeline(Sample.selfRenewing)
        )
        #expect(renewing.finalEnd == nil)
        #expect(renewing.slidingEnd == end)
        let consent = Sample.plain + "\nlifetimes:\n  absolute: 6mo\n"
        let spotify = GrantClocks(Sample.grant(), try Sample.pipeline(consent))
        #expect(spotify.finalEnd == Sample.date("2027-05-14T12:00:00Z"))
        #expect(spotify.slidingEnd == nil)
        let both = GrantClocks(
            Sample.grant(refreshEnds: 20 * Sample.day),
            try Sample.pipeline(consent)
        )
        #expect(both.expiresAt == end)
        #expect(both.finalEnd == spotify.finalEnd)
        #expect(both.slidingEnd == end)
        let unrenewed = GrantClocks(
            Sample.grant(refresh: nil, accessEnds: 20 * Sample.day),
            try Sample.pipeline(Sample.plain)
        )
        #expect(unrenewed.finalEnd == end)
        #expect(unrenewed.slidingEnd == nil)
    }

    @Test("a refresh token that never changes keeps the end it came with")
    func fixedRefreshToken() throws {
        let fixed = Sample.plain.replacing("rotates: sometimes", with: "rotates: never")
        let grant = Sample.grant(refreshEnds: 20 * Sample.day)
        let end = Sample.now.addingTimeInterval(20 * Sample.day)
        #expect(GrantClocks(grant, try Sample.pipeline(fixed)).finalEnd == end)
        let used = fixed + "\nlifetimes:\n  refresh: 90d\n"
        #expect(GrantClocks(grant, try Sample.pipeline(used)).finalEnd == nil)
        #expect(GrantClocks(grant, try Sample.pipeline(Sample.plain)).finalEnd == nil)
    }
}
