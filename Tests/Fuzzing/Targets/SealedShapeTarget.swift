import Vault

/// Encrypted messages, as far as they can be seen without a key.
struct SealedShapeTarget: FuzzTarget {
    let name = "sealed"
    let corpus: [[UInt8]] = {
        // An RSA session key of one byte and a body of 49: what no plaintext makes.
        let session: [UInt8] = [0x84, 13, 3, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 8, 0xFF]
        let point: [UInt8] = [0x84, 16, 3, 8, 7, 6, 5, 4, 3, 2, 1, 18, 0, 7, 0x40, 2, 9, 9]
        let body = [1] + [UInt8](repeating: 7, count: 48)
        let long = [1] + [UInt8](repeating: 7, count: 511)
        return [
            SampleMessages.single, SampleMessages.double, SampleMessages.pieces,
            session + [0xD2, 49] + body, point + session + [0xD2, 49] + body,
            point + [0xD2, 0xE9] + long + [0] as [UInt8],
            session + [0xD2, 0xFF, 0, 0, 0, 49] + body,
        ]
    }()
    let tokens = ["\u{1}", "\u{3}", "\u{12}"]

    func check(_ input: [UInt8]) async throws(FuzzFinding) {
        let isWhole = PacketReader.isWhole(input)
        guard let shape = SealedShape(input) else { return }
        try FuzzFinding.unless(!shape.sessionKeys.isEmpty, "a message to nobody")
        try FuzzFinding.unless(shape.bodyLength < input.count, "a body longer than its message")
        try FuzzFinding.unless(
            shape.sessionKeys.allSatisfy { $0.keyID.count == 16 },
            "a key id of another length"
        )
        try FuzzFinding.unless(SealedShape(input + [0]) == nil, "a message that goes on is whole")
        try FuzzFinding.unless(
            SealedShape(Array(input.dropLast())) == nil,
            "a message that was cut is whole"
        )
        try FuzzFinding.unless(isWhole, "a message that is more or less than its packets")
        try checkLengths(shape)
    }

    /// A body fits plaintexts that it has room for, no two of them close to each other.
    private func checkLengths(_ shape: SealedShape) throws(FuzzFinding) {
        // gpg's own packets take 51 bytes, and one more for each 512.
        let least = max(0, shape.bodyLength - 64 - shape.bodyLength / 256)
        let lengths = (least...shape.bodyLength + 16).filter { shape.fits(plaintext: $0) }
        try FuzzFinding.unless(
            lengths.allSatisfy { $0 + 49 <= shape.bodyLength },
            "a plaintext fits that there is no room for"
        )
        try FuzzFinding.unless(
            zip(lengths, lengths.dropFirst()).allSatisfy { $1 - $0 > 16 },
            "a plaintext fits, and so does a part of it"
        )
        try FuzzFinding.unless(!shape.fits(plaintext: 0) || shape.bodyLength < 64, "nothing fits")
    }
}
