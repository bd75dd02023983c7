import Documents
@testable import Pipeline
import Testing

@Suite("Whatever a file holds, it is read or it is told")
struct PipelineReaderTests {
    @Test(
        "A file that lost a line is whole or has an error",
        arguments: ["instagram", "mailchimp", "mastodon"]
    )
    func survivesLosses(provider: String) throws {
        let source = try PipelineFiles.source(provider + ".yml", in: PipelineFiles.pipelines)
        let lines = (1...source.lineCount).map { source.line($0) ?? "" }
        for index in lines.indices {
            var kept = lines
            kept.remove(at: index)
            let bytes = Array(kept.joined(separator: "\n").utf8)
            let reading = PipelineReader.read(SourceFile(path: source.path, bytes: bytes))
            let hasError = reading.diagnostics.contains { $0.severity == .error }
            #expect((reading.definition == nil) == hasError, "without line \(index + 1)")
        }
    }

    @Test(
        "A value of another kind in any place is told, and nothing traps",
        arguments: ["~", "[]", "{a: {b: c}}", "99999999999999999999", "'$.[${'"]
    )
    func survivesOtherKinds(value: String) throws {
        let source = try PipelineFiles.source("complete.yml", in: PipelineFiles.valid)
        for number in 1...source.lineCount {
            let lines = (1...source.lineCount).map { line -> String in
                let text = source.line(line) ?? ""
                guard line == number, let colon = text.firstIndex(of: ":") else { return text }
                return String(text[...colon]) + " " + value
            }
            let bytes = Array(lines.joined(separator: "\n").utf8)
            let reading = PipelineReader.read(SourceFile(path: source.path, bytes: bytes))
            let hasError = reading.diagnostics.contains { $0.severity == .error }
            #expect((reading.definition == nil) == hasError, "line \(number)")
        }
    }

    // Found by measuring: each of the complaints quoted the one line they all stand in.
    @Test("A line that is wrong from end to end is told in a hundred complaints")
    func oneLine() {
        let keys = (0..<2000).map { "key\($0): 1" }.joined(separator: ",")
        let source = SourceFile(path: "a.yml", bytes: Array("{\(keys)}".utf8))
        let reading = PipelineReader.read(source)
        #expect(reading.definition == nil)
        #expect(reading.diagnostics.count == PipelineReader.mostDiagnostics)
        #expect(reading.diagnostics.first?.location.column == 1)
    }

    @Test("Every key of the format is written in some valid fixture, so that reading it is tested")
    func coversFormat() throws {
        var written: Set<String> = []
        for name in try PipelineFiles.names(in: PipelineFiles.valid, ending: ".yml") {
            let source = try PipelineFiles.source(name, in: PipelineFiles.valid)
            let root = try YAMLComposer.compose(source.bytes, path: name)
            Self.collect(root, .mapping(PipelineFormat.file), into: &written)
        }
        var known: Set<String> = []
        Self.list(.mapping(PipelineFormat.file), into: &known)
        #expect(known.subtracting(written).sorted() == [])
    }

    private static func collect(_ node: YAMLNode, _ shape: Shape, into written: inout Set<String>) {
        switch shape {
        case .scalar, .tree: return
        case .list(let item, _):
            for node in node.items ?? [] { collect(node, item, into: &written) }
        case .map(let value, _):
            for entry in node.entries ?? [] { collect(entry.value, value, into: &written) }
        case .either(let shapes): for shape in shapes { collect(node, shape, into: &written) }
        case .variants(let variants, let lastIsDefault):
            let mark = variants.first { variant in
                variant.keys.first.map { node.entry($0.name) != nil } ?? false
            }
            if let variant = mark ?? (lastIsDefault ? variants.last : nil) {
                collect(node, .mapping(variant), into: &written)
            }
        case .mapping(let mapping):
            for key in mapping.own {
                guard let entry = node.entry(key.name) else { continue }
                written.insert("\(mapping.name).\(key.name)")
                collect(entry.value, key.shape, into: &written)
            }
            for key in mapping.shared {
                guard let value = node[key.name] else { continue }
                collect(value, key.shape, into: &written)
            }
        }
    }

    private static func list(_ shape: Shape, into known: inout Set<String>) {
        switch shape {
        case .scalar, .tree: return
        case .list(let item, _): list(item, into: &known)
        case .map(let value, _): list(value, into: &known)
        case .either(let shapes): for shape in shapes { list(shape, into: &known) }
        case .variants(let variants, _):
            for variant in variants { list(.mapping(variant), into: &known) }
        case .mapping(let mapping):
            for key in mapping.own {
                known.insert("\(mapping.name).\(key.name)")
                list(key.shape, into: &known)
            }
        }
    }
}
