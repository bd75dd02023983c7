/// How many columns of a terminal characters take.
enum DisplayWidth {
    /// 0 for marks that join the character before, 2 for wide characters, otherwise 1.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if properties.isEmojiPresentation { return properties.isEmojiModifier ? 0 : 2 }
        return isWide(scalar.value) ? 2 : 1
    }

    /// The blocks of East Asian characters drawn twice as wide (Unicode Annex 11), roughly.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
