import Documents

extension Mutator {
    /// Changes one value of the JSON text that the bytes are, or that begins at their first brace.
    ///
    /// False where there is none.
    func mutateTree(_ bytes: inout [UInt8], _ random: inout FuzzRandom) -> Bool {
        let isOpening = { (byte: UInt8) in byte == 0x7B || byte == 0x5B }
        guard let start = bytes.firstIndex(where: isOpening),
            let tree = try? JSONValue(parsing: Array(bytes[start...]))
        else { return false }
        bytes.replaceSubrange(start..., with: changed(tree, &random).compactText())
        return true
    }

    /// Walks down to a value by chance, and changes that.
    private func changed(_ value: JSONValue, _ random: inout FuzzRandom) -> JSONValue {
        switch value {
        case .object(let object) where !object.isEmpty && !random.once(in: 4):
            var object = object
            guard let member = random.pick(object.members) else { return value }
            switch random.below(8) {
            case 0: object[member.name] = nil
            case 1: object[random.pick(OddTexts.all) ?? ""] = member.value
            case 2: object[member.name] = random.pick(object.members)?.value
            default: object[member.name] = changed(member.value, &random)
            }
            return .object(object)
        case .array(let elements) where !elements.isEmpty && !random.once(in: 4):
            var elements = elements
            let place = random.below(elements.count)
            switch random.below(8) {
            case 0: elements.remove(at: place)
            case 1: elements.append(elements[place])
            case 2: elements = Array(repeating: elements[place], count: random.below(400))
            default: elements[place] = changed(elements[place], &random)
            }
            return .array(elements)
        default: return replacement(of: value, &random)
        }
    }

    private func replacement(of value: JSONValue, _ random: inout FuzzRandom) -> JSONValue {
        switch random.below(10) {
        case 0: return .null
        case 1: return .bool(random.once(in: 2))
        case 2, 3: return number(&random).map { .number($0) } ?? .null
        case 4: return .string(random.pick(OddTexts.numbers) ?? "")
        case 5: return .array([value])
        case 6: return .object(["a": value])
        case 7: return .array([])
        case 8: return .string(String(decoding: random.pick(tokens) ?? [], as: UTF8.self))
        default: return .string(random.pick(OddTexts.all) ?? "")
        }
    }

    private func number(_ random: inout FuzzRandom) -> JSONNumber? {
        random.pick(OddTexts.numbers).flatMap { JSONNumber($0) }
    }
}
