package import Documents
package import Engine
package import Pipeline

/// Turns settings and pipelines into the site's files: path below `data/status/` to bytes.
///
/// Pure: the same knowledge, the same bytes. The status files beside them are the snapshot's.
package struct SiteBuilder: Sendable {
    /// What the messages that people send are sealed to, and what invitations are signed with.
    package struct Keys: Sendable {
        /// A public JWK; `nil` while the operator has none.
        package var sealing: JSONValue?
        /// Public JWKs, each with `kid`.
        package var signing: [JSONValue] = []

        package init(sealing: JSONValue? = nil, signing: [JSONValue] = []) {
            self.sealing = sealing
            self.signing = signing
        }
    }

    package let settings: SiteSettings
    /// The providers, sorted by key.
    package let pipelines: [PipelineDefinition]
    package let overrides: ServerOverrides
    package let environment: [String: String]
    package let keys: Keys

    package init(
        settings: SiteSettings,
        pipelines: [PipelineDefinition],
        overrides: ServerOverrides,
        environment: [String: String],
        keys: Keys = Keys()
    ) {
        self.settings = settings
        self.pipelines = pipelines.sorted { $0.provider < $1.provider }
        self.overrides = overrides
        self.environment = environment
        self.keys = keys
    }

    /// The files' names, for who reads them back.
    package static let providersPath = "providers.json"

    /// - Parameter earlier: `providers.json` as it is on disk.
    /// - Returns: Bytes by path.
    package func files(over earlier: JSONValue? = nil) -> [String: [UInt8]] {
        let headers = SiteHeaders(settings)
        var files: [String: [UInt8]] = [:]
        for (path, bytes) in EmbeddedPages.files {
            let page = path.hasSuffix(".html") ? Self.guarded(bytes, headers.pagePolicy) : bytes
            guard path == Self.callbackTemplate else {
                files[path] = page
                continue
            }
            for pipeline in pipelines {
                files[SiteSettings.callbackPath(pipeline.provider) + "index.html"] = page
            }
        }
        files["site.json"] = site.canonicalText()
        files[Self.providersPath] = providers(over: earlier).canonicalText()
        files["keys.json"] = JSONValue.object(["keys": .array(keys.signing)]).canonicalText()
        files["_headers"] = headers.file
        // Otherwise GitHub Pages leaves out files whose names begin with an underscore.
        files[".nojekyll"] = []
        return files
    }

    /// What an operator should know: providers that people can't connect to from the site.
    package var warnings: [String] { entries.compactMap(\.obstacle) }

    private static let callbackTemplate = "auth/callback.html"

    private var entries: [ProviderEntry] {
        pipelines.map { pipeline in
            ProviderEntry(
                pipeline: pipeline,
                template: PublicTemplate(
                    pipeline: pipeline,
                    overrides: overrides,
                    environment: environment
                ),
                settings: settings
            )
        }
    }

    private var site: JSONValue {
        var object: JSONObject = [
            "ok": .bool(true), "schema": "latchkey/site/1", "name": .string(settings.name),
            "requires": .string(settings.requires.rawValue),
            "handover": .array(settings.handover.map(\.document)),
            "pictures": .string(settings.pictures.rawValue),
        ]
        object["url"] = settings.url.map { .string($0) }
        object["contact"] = settings.contact.map { .string($0) }
        if let every = settings.every {
            let seconds = every.seconds + every.months * 2_629_800
            object["schedule"] = .object(["everySeconds": .number(JSONNumber(seconds))])
        }
        object["sealingKey"] = keys.sealing
        return .object(object)
    }

    private func providers(over earlier: JSONValue?) -> JSONValue {
        let known = Dictionary(
            (earlier?["providers"]?.array ?? []).map { ($0["id"]?.string ?? "", $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let listed = entries.map { $0.document(over: known[$0.pipeline.provider]) }
        return .object([
            "ok": .bool(true), "schema": "latchkey/providers/1", "providers": .array(listed),
        ])
    }

    /// The page with its policy inside, for hosts that send no headers of the operator's choice.
    private static func guarded(_ page: [UInt8], _ policy: String) -> [UInt8] {
        let text = String(decoding: page, as: UTF8.self)
        let place = "<meta charset=\"utf-8\">\n"
        let meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">\n"
        return Array(text.replacing(place, with: place + meta, maxReplacements: 1).utf8)
    }
}
