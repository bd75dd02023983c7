import Documents
import Engine
import FoundationEssentials
import Pipeline
import Transport
import Vault

/// Pipeline files: what is refused is refused with places, what is accepted can be planned with.
struct PipelineTarget: FuzzTarget {
    let name = "pipeline"
    let corpus =
        ProjectFiles.contents(of: "pipelines", ending: ".yml")
        + ProjectFiles.contents(of: "Tests/PipelineTests/Fixtures/valid", ending: ".yml")
        + ProjectFiles.contents(of: "Tests/PipelineTests/Fixtures/invalid", ending: ".yml")
    let tokens = [
        "${code}", "${access_token}", "${extra.a}", "${param.host}", "${servers.api}", "${env.A}",
        "$.a[?@.b]", "$..*", "'[a-z]{1,9999}'", "1000y", "12000mo", "999999999999s", "0s", "*a",
        "&a ", "<<: *a\n", "? ", "- - - - - - - -", "[[[[[[[[", "{a: {a: {a: ", "!!binary ", "|\n",
        ">+9\n", "\t", "%YAML 1.1\n", "--- ", "...\n", "{path: $.a, as: epoch_ms}", "every: 1s",
        "absolute: 1000y", "min_age: 1000y", "window: 1000y", "limit: 100000",
        "[400-599, 4xx]", "rotates: always", "uses: access_token",
    ]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let source = SourceFile(path: "pipelines/fuzz.yml", bytes: input)
        let reading = PipelineReader.read(source)
        for diagnostic in reading.diagnostics {
            let place = diagnostic.location
            try FuzzFinding.unless(
                place.line >= 1 && place.line <= source.lineCount && place.column >= 1,
                "\(diagnostic.message) is said of \(place.line):\(place.column)"
            )
            try FuzzFinding.unless(!diagnostic.message.isEmpty, "a complaint says nothing")
        }
        _ = DiagnosticRenderer(sources: [reading.source], width: 60).render(reading.diagnostics)
        let hasErrors = reading.diagnostics.contains { $0.severity == .error }
        try FuzzFinding.unless(
            (reading.definition == nil) == hasErrors,
            "a file is refused without a word, or taken in spite of one"
        )
        guard let definition = reading.definition else { return }
        try await use(definition)
    }

    private func use(_ definition: PipelineDefinition) async throws(FuzzFinding) {
        let steps = definition.profile?.steps.map(\.every) ?? []
        let spans = [
            definition.lifetimes.code, definition.lifetimes.access, definition.lifetimes.refresh,
            definition.lifetimes.absolute, definition.refresh?.minimumAge,
            definition.refresh?.window, definition.profile?.every,
        ]
        for span in (spans + steps).compactMap(\.self) {
            try SpanTarget.survives(span)
        }
        try buildRequests(definition)
        for given in Clocks.all {
            for connection in PlannedConnections.all(definition, at: given) {
                try PlannedConnections.plan(connection, definition, recordedAt: given)
            }
        }
    }

    /// Every call the file describes, with values that have every odd character.
    private func buildRequests(_ definition: PipelineDefinition) throws(FuzzFinding) {
        var values: TemplateValues
        do {
            values = try TemplateValues(
                definition,
                parameters: ProviderInputs.parameters(for: definition),
                overrides: ServerOverrides(),
                environment: ProviderInputs.environment(for: [definition])
            )
        } catch {
            return
        }
        let odd = Secret("a/../b?c#d&e=%\u{0}\né")
        values.code = odd
        values.codeVerifier = odd
        values = values.with(ProviderInputs.grant(), accountID: odd.reveal())
        values.accessToken = odd
        _ = try? AuthorizationURL.build(values, state: "s&t", challenge: "c")
        let data =
            (definition.profile?.steps.map(\.request) ?? [])
            + definition.collections.map(\.request)
        let tokens =
            definition.exchange.map(\.request)
            + [definition.refresh?.step.request, definition.revoke].compactMap(\.self)
        for (form, requests) in [
            (StandardForm.none, data), (.exchange, tokens), (.refresh, tokens),
        ] {
            for request in requests {
                let built = try? RequestBuilder(values, form: form).request(
                    request,
                    kind: .read,
                    page: [("after", "2")]
                )
                guard let built else { continue }
                try FuzzFinding.unless(
                    !built.description.contains("?"),
                    "a message would show a query: \(built.description)"
                )
            }
        }
    }
}
