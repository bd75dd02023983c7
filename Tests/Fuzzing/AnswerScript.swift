import Transport

/// Answers as text, so that a mutation reaches everything and a person can read a case.
///
/// The first line names a pipeline and what is due; then come answers, `--` between them, each a
/// status, header lines, an empty line and a body. They are given in turn, round and round.
struct AnswerScript: Sendable {
    let provider: String
    /// True to exchange a code, false to refresh.
    let exchanges: Bool
    let answers: [HTTPResponse]

    init(_ bytes: [UInt8]) {
        let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
        let words = bytes[..<end].split(separator: 0x20)
            .map { String(decoding: $0, as: UTF8.self) }
        provider = words.first ?? ""
        exchanges = words.last == "exchange"
        var answers: [HTTPResponse] = []
        var rest = bytes[end...].dropFirst()
        while !rest.isEmpty, answers.count < 16 {
            let part = rest.firstRange(of: Self.separator)
            answers.append(Self.answer(rest[..<(part?.lowerBound ?? rest.endIndex)]))
            rest = part.map { rest[$0.upperBound...] } ?? []
        }
        self.answers = answers
    }

    private static let separator = Array("\n--\n".utf8)

    private static func answer(_ bytes: ArraySlice<UInt8>) -> HTTPResponse {
        let blank = bytes.firstRange(of: [0x0A, 0x0A])
        let head = bytes[..<(blank?.lowerBound ?? bytes.endIndex)].split(separator: 0x0A)
        let headers = head.dropFirst().map { line in
            let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
            let name = String(decoding: line[..<colon], as: UTF8.self)
            return (name: name, value: String(decoding: line[colon...].dropFirst(2), as: UTF8.self))
        }
        let status = head.first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 200
        return HTTPResponse(
            status: status,
            headers: headers,
            body: Array(blank.map { bytes[$0.upperBound...] } ?? [])
        )
    }
}
