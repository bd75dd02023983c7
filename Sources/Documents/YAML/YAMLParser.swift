internal import CYAML

/// The owner of one libyaml parser and of the bytes it reads.
///
/// The C parser remembers its own address as that of its input, so it lives on the heap and never
/// moves.
@safe
struct YAMLParser: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let source: SourceFile

    /// Begins to read a text, which must be valid UTF-8.
    init(_ source: SourceFile) throws(YAMLError) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            throw YAMLError(diagnostics: [YAMLProblem.outOfMemory(at: source.location(byte: 0))])
        }
        let input = UnsafeMutableBufferPointer<UInt8>.allocate(
            capacity: max(1, source.bytes.count)
        )
        _ = unsafe input.initialize(fromContentsOf: source.bytes)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, source.bytes.count)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe self.parser = parser
        unsafe self.input = input
        self.source = source
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event; after the end of the stream and after an error there is none to ask for.
    mutating func next() throws(YAMLError) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else {
            throw YAMLError(diagnostics: [problem()])
        }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe YAMLEvent(copying: event, of: source)
    }

    private func problem() -> Diagnostic {
        let state = unsafe parser.pointee
        guard unsafe state.error != YAML_MEMORY_ERROR else {
            return YAMLProblem.outOfMemory(at: source.location(byte: 0))
        }
        let sentence = unsafe state.problem.map { unsafe String(cString: $0) } ?? ""
        guard unsafe state.error != YAML_READER_ERROR else {
            return Diagnostic(at: source.location(byte: unsafe state.problem_offset), sentence)
        }
        let context = unsafe state.context.map { unsafe String(cString: $0) }
        return YAMLProblem(
            sentence: sentence,
            mark: unsafe Int(clamping: state.problem_mark.index),
            context: context,
            contextMark: unsafe Int(clamping: state.context_mark.index)
        ).diagnostic(in: source)
    }
}
