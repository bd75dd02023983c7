/// The provider's limits, where its answers or its pages tell them.
package struct RateLimitDefinition: Sendable {
    /// Who shares a limit: every connection of the app, or one account.
    package enum Scope: String, Sendable, CaseIterable {
        case app, account
    }

    /// A number of calls in a span of time.
    package struct Budget: Sendable {
        package var calls: Int
        package var per: Span
        package var scope: Scope

        package init(calls: Int, per: Span, scope: Scope) {
            self.calls = calls
            self.per = per
            self.scope = scope
        }
    }

    /// One thing an answer tells about a limit.
    package struct Signal: Sendable {
        /// Where it is told.
        package enum Source: Sendable {
            /// A header, and where in it the value is when the header holds JSON.
            case header(String, ValuePick?)
            case body(ValuePick)
        }

        /// What the value means.
        package enum Meaning: String, Sendable, CaseIterable {
            /// Seconds to wait (or an HTTP date, RFC 9110 section 10.2.3).
            case retryAfter = "retry_after"
            /// Minutes to wait: Meta's `estimated_time_to_regain_access`.
            case retryAfterMinutes = "retry_after_minutes"
            /// Unix time in seconds when the window starts anew.
            case resetEpoch = "reset_epoch"
            /// Seconds until then: Reddit.
            case resetSeconds = "reset_seconds"
            /// A date and time: RFC 3339 (Mastodon), or `2015/06/01 09:49:40 +0000` (SoundCloud).
            case resetTime = "reset_time"
            /// Calls left in the window; 0 means stop.
            case remaining
            /// Calls that the window holds: with it `remaining` tells how much is used.
            case limit
            /// Calls used, one number for each budget of the same scope, in the file's order: Strava.
            case used
            /// Percent of the budget used, or used of all as in `32/40` (Shopify); 100 means stop.
            case percent
        }

        package var source: Source
        package var meaning: Meaning
        package var scope: Scope

        package init(source: Source, meaning: Meaning, scope: Scope = .app) {
            self.source = source
            self.meaning = meaning
            self.scope = scope
        }
    }

    package var budgets: [Budget]
    /// `Retry-After` is read without being written here.
    package var signals: [Signal]
    /// Calls at once to each of the provider's hosts; `nil` where only its answers decide.
    package var concurrency: Int?

    package init(budgets: [Budget], signals: [Signal], concurrency: Int? = nil) {
        self.budgets = budgets
        self.signals = signals
        self.concurrency = concurrency
    }
}
