/// What a provider says, and what it did.
struct ProviderAnswer {
    var status: Int
    var body: String
    /// The token that only this answer carries; without it the grant may be out of reach.
    var brings: String?

    static func refusal(_ code: String, status: Int = 400) -> Self {
        Self(status: status, body: #"{"error":"\#(code)"}"#)
    }
}
