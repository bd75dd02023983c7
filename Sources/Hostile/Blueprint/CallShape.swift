import Documents
import Loopback
import Pipeline
import Transport

/// What a call of a pipeline looks like on the wire, worked out from the file and the standards
/// alone.
///
/// The engine builds requests; this says, apart from it, what must be in them.
struct CallShape: Sendable {
    /// Which call of the pipeline it is.
    enum Role: Hashable, Sendable {
        case exchange(Int)
        case refresh
        case profile(Int)
        case collection(Int)
        case revoke
    }

    /// One thing that must be there.
    struct Entry: Sendable {
        /// Where it stands.
        enum Place: String, Sendable {
            case query, form, header
        }

        let place: Place
        let name: String
        let match: TemplateMatch
    }

    /// How a request compares with the shape.
    struct Reading: Sendable {
        var values: [TemplateVariable: String] = [:]
        /// What is missing or wrong; sentences, lower case, no final stop.
        var faults: [String] = []
    }

    let role: Role
    let request: RequestDefinition
    private let path: TemplateMatch
    private let entries: [Entry]
    private let json: JSONTemplate?
    private let known: [TemplateVariable: String]

    init(
        _ role: Role,
        _ request: RequestDefinition,
        _ pipeline: PipelineDefinition,
        known: [TemplateVariable: String]
    ) {
        self.role = role
        self.request = request
        self.known = known
        let url = TemplateMatch(Self.flat(request.url, pipeline)) { known[$0] }.pathAndQuery()
        path = url.path
        var entries = url.query.writtenFields.map {
            Entry(place: .query, name: $0.name, match: TemplateMatch(literal: $0.value))
        }
        func add(_ place: Entry.Place, _ named: [NamedTemplate]) {
            for entry in named {
                let match = TemplateMatch(entry.value) { known[$0] }
                entries.removeAll {
                    $0.place == place && $0.name.lowercased() == entry.name.lowercased()
                        && place == .header
                }
                entries.append(Entry(place: place, name: entry.name, match: match))
            }
        }
        add(.query, request.query)
        switch role {
        case .profile, .collection:
            if let authorization = pipeline.api.authorization {
                add(.header, [NamedTemplate("Authorization", authorization)])
            }
            add(.header, pipeline.api.headers)
        case .exchange, .refresh, .revoke: break
        }
        json = if case .json(let template) = request.body { template } else { nil }
        switch request.body {
        case .none, .json: break
        case .form(let form): add(.form, form)
        case .standard:
            entries += StandardCall(role, request, pipeline, known: known).entries
        }
        if case .basic(let user, let password) = request.authentication {
            let text = BasicCredentials(
                user: (try? user.expand { known[$0] }) ?? "",
                password: (try? password.expand { known[$0] }) ?? ""
            ).headerValue
            entries.append(
                Entry(
                    place: .header,
                    name: "Authorization",
                    match: TemplateMatch(literal: text)
                )
            )
        }
        add(.header, request.headers)
        self.entries = entries
    }

    /// Whether method and path are this call's.
    func isAddressed(by request: LoopbackRequest) -> Bool {
        request.method == self.request.method && path.values(in: String(request.path)) != nil
    }

    /// Compares a request with the shape, and reads the credentials out of it.
    func read(_ request: LoopbackRequest) -> Reading {
        var reading = Reading()
        reading.values = path.values(in: String(request.path)) ?? [:]
        for entry in entries {
            let found: [String] =
                switch entry.place {
                case .query: request.query.filter { $0.name == entry.name }.map(\.value)
                case .form: request.form.filter { $0.name == entry.name }.map(\.value)
                case .header: request.header(entry.name).map { [$0] } ?? []
                }
            let name =
                entry.place == .header
                ? "the header \(entry.name)" : "\(entry.name) in its \(entry.place.rawValue)"
            guard let first = found.first else {
                reading.faults.append("lacks \(name)")
                continue
            }
            guard let values = found.lazy.compactMap({ entry.match.values(in: $0) }).first else {
                reading.faults.append(
                    "has \(name), but not as the file and the standard have it (\(first.count) characters)"
                )
                continue
            }
            reading.values.merge(values) { first, _ in first }
        }
        if let json {
            let document = try? JSONValue(parsing: request.body)
            if let document {
                compare(json, document, &reading)
            } else {
                reading.faults.append("has no JSON body")
            }
        }
        return reading
    }

    private func compare(_ template: JSONTemplate, _ value: JSONValue?, _ reading: inout Reading) {
        switch template {
        case .value(let wanted):
            if value != wanted { reading.faults.append("has another value in its JSON body") }
        case .string(let text):
            let values = value?.string.flatMap { TemplateMatch(text) { known[$0] }.values(in: $0) }
            if let values {
                reading.values.merge(values) { first, _ in first }
            } else {
                reading.faults.append("has another text in its JSON body")
            }
        case .array(let items):
            for (index, item) in items.enumerated() { compare(item, value?[index], &reading) }
        case .object(let members):
            for member in members { compare(member.value, value?[member.name], &reading) }
        }
    }

    /// A URL's parts with those of the servers it names in their place.
    private static func flat(_ url: Template, _ pipeline: PipelineDefinition) -> [Template.Part] {
        url.parts.flatMap { part -> [Template.Part] in
            guard case .variable(.server(let name)) = part, let base = pipeline.servers[name] else {
                return [part]
            }
            return base.parts
        }
    }
}
