package import Engine
package import FoundationEssentials
package import Pipeline
package import Vault

/// What a message is held against, but for the person's own file.
package struct InboxRules: Sendable {
    /// The site's root with a final slash, whose invitations count; `nil` where none is configured.
    package var site: String?
    /// False where anybody may ask to connect an account that nobody has connected yet.
    package var requiresInvitation: Bool
    package var pipelines: [String: PipelineDefinition]
    package var environment: [String: String]
    package var overrides: ServerOverrides
    package var now: Date
    /// Those whose pages, invitations and messages have another name than theirs.
    package var people: PrivatePeople

    package init(
        site: String?,
        requiresInvitation: Bool,
        pipelines: [String: PipelineDefinition],
        environment: [String: String],
        overrides: ServerOverrides,
        now: Date,
        people: PrivatePeople = .nobody
    ) {
        self.site = site
        self.requiresInvitation = requiresInvitation
        self.pipelines = pipelines
        self.environment = environment
        self.overrides = overrides
        self.now = now
        self.people = people
    }

    /// Whose file a name stands for: a private person's page has another; `nil` where it is one that
    /// nobody has any more.
    func user(named name: UserID) -> UserID? {
        guard PageKey.isAlias(name.text) else { return name }
        return people.user(alias: name.text)
    }

    /// How much a device's clock may be off before its word on a time counts, in seconds.
    static let clockTolerance: TimeInterval = 300

    /// A clock that is further ahead than this says nothing.
    static let farthestFuture: TimeInterval = 86_400

    /// How long a wish to disconnect may be on its way.
    package static let longestWish: TimeInterval = 7 * 86_400
}
