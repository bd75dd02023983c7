/// One call of the exchange: the last one's access token is the grant's.
package struct TokenStep: Sendable {
    /// The step's name in messages: `short-lived`, or its number.
    package var name: String
    package var request: RequestDefinition
    package var answer: TokenAnswer

    package init(name: String, request: RequestDefinition, answer: TokenAnswer) {
        self.name = name
        self.request = request
        self.answer = answer
    }
}
