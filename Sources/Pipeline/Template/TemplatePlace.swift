/// The parts of a pipeline file in which templates stand, each with variables of its own.
enum TemplatePlace: String, Sendable, CaseIterable {
    case client
    case servers
    case authorize
    case exchange
    case refresh
    case revoke
    /// `api`, `profile` and `collections`: every call with an access token.
    case api

    /// The kinds of variables that have a value here.
    var kinds: [VariableKind] { VariableKind.allCases.filter { $0.places.contains(self) } }
}
