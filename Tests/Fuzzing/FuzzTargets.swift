/// Every door there is.
package enum FuzzTargets {
    package static let all: [any FuzzTarget] = [
        JSONTarget(), QueryTarget(), RegexpTarget(), TimeTarget(), SpanTarget(), PipelineTarget(),
        UserFileTarget(), RecipientFileTarget(), IntentsTarget(), StatusTarget(), AnswersTarget(),
        HeadersTarget(), CallbackTarget(), URLTarget(), SecretsTarget(), InboxTarget(),
        SealedShapeTarget(), StatusTrailTarget(),
    ]

    package static var names: [String] { all.map(\.name) }

    package static func named(_ name: String) -> (any FuzzTarget)? {
        all.first { $0.name == name }
    }
}
