/// The answer of `gpgconf --list-dirs`: a line a place, `name:value`, percent-encoded.
struct KeyHomePlaces {
    let home: String
    let agentSocket: String

    init(_ output: [UInt8]) {
        var values: [String: String] = [:]
        for line in output.split(separator: 0x0A) {
            let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
            guard parts.count == 2 else { continue }
            let name = String(decoding: parts[0], as: UTF8.self)
            let value = TextForms.undoingPercents(Array(parts[1])) ?? Array(parts[1])
            values[name] = String(decoding: value, as: UTF8.self)
        }
        home = values["homedir"] ?? ""
        agentSocket = values["agent-socket"] ?? ""
    }
}
