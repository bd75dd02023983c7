import ArgumentParser
import Documents
import Pipeline
import Snapshot

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print a JSON Schema (2020-12): of pipeline files, or of a kind of status file.",
        discussion: """
            Kinds: pipeline, \(StatusSchema.all.map(\.kind).joined(separator: ", ")); \
            status prints all of the status files' schemas in one object.

              latchkey schema pipeline > pipeline.schema.json
            """
    )

    @OptionGroup var common: SharedOptions

    @Argument(help: "The kind of file.")
    var kind: String

    func run() async throws {
        let console = Console(common)
        if kind == "pipeline" {
            return console.resultBytes(PipelineSchema.document().canonicalText())
        }
        if kind == "status" {
            var all = JSONObject()
            for schema in StatusSchema.all { all[schema.kind] = schema.document }
            return console.resultBytes(JSONValue.object(all).canonicalText())
        }
        if let schema = StatusSchema.all.first(where: { $0.kind == kind }) {
            return console.resultBytes(schema.document.canonicalText())
        }
        let kinds = ["pipeline", "status"] + StatusSchema.all.map(\.kind)
        throw CommandFailure(
            .badInput,
            "there is no schema of the kind \(kind)",
            hint: "there are: \(kinds.joined(separator: ", "))"
        )
    }
}
