import Documents
import Engine
import FoundationEssentials

/// The status badge of a person's connection: a small picture (SVG) for a page or a README.
///
/// It ages with its file, so its words tell dates and never days left. `assets/badge.js` draws the
/// same.
package struct StatusBadge: Sendable {
    /// The provider's name.
    let provider: String
    let record: ConnectionRecord

    func bytes() -> [UInt8] {
        let (first, second) = (Self.width(provider), Self.width(text))
        let width = 45 + first + second
        let label = Self.escape("\(provider): \(text)")
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="22" \
            viewBox="0 0 \(width) 22" role="img" aria-label="\(label)"><title>\(label)</title>\
            <rect x=".5" y=".5" width="\(width - 1)" height="21" rx="10.5" fill="#1b211e" \
            stroke="#59615d"/><circle cx="14" cy="11" r="4" fill="\(dot)"/>\
            <g font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">\
            <text x="26" y="15" fill="#c3cac6" textLength="\(first)" \
            lengthAdjust="spacingAndGlyphs">\(Self.escape(provider))</text>\
            <text x="\(34 + first)" y="15" fill="#fff" textLength="\(second)" \
            lengthAdjust="spacingAndGlyphs">\(Self.escape(text))</text></g></svg>

            """
        return Array(svg.utf8)
    }

    private var text: String {
        switch record.state {
        case .connected:
            // Only an end that no renewal moves is worth a date.
            record.finalEnd.map { "until \(Self.day($0))" } ?? "connected"
        case .expiring:
            (record.reconnectBy ?? record.expiresAt).map { "until \(Self.day($0))" } ?? "connected"
        case .needsReconnect: "connect again"
        case .degraded, .inDoubt: "having trouble"
        case .locked, .broken: "being checked"
        case .pending: "on its way"
        case .disconnected: "not connected"
        }
    }

    private var dot: String {
        switch record.state {
        case .connected: "#5fd0a0"
        case .expiring, .degraded, .inDoubt, .locked: "#f0b95c"
        case .needsReconnect, .broken: "#ff8f80"
        case .pending: "#8fc1f5"
        case .disconnected: "#a3aca7"
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `17 Jan 2027`, in UTC.
    private static func day(_ date: Date) -> String {
        let parts = Timestamp.text(date).prefix(10).split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]),
            months.indices.contains(month - 1)
        else { return String(Timestamp.text(date).prefix(10)) }
        return "\(day) \(months[month - 1]) \(parts[0])"
    }

    /// The width of a text in Verdana of 11 px, near enough: `textLength` makes it exact.
    private static func width(_ text: String) -> Int {
        let width = text.reduce(0.0) { sum, character in
            switch character {
            case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", " ": sum + 4
            case "m", "w", "M", "W", "@": sum + 10.5
            case "A"..."Z", "0"..."9": sum + 7.5
            default: sum + 6.6
            }
        }
        return Int(width.rounded())
    }

    private static func escape(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&", "<", ">", "\"", "'": safe += "&#\(scalar.value);"
            case _ where scalar.value < 0x20: safe += " "
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
