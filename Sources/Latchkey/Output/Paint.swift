/// The few colours in use (ECMA-48, SGR).
enum Paint: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
    case blue = "34"
    case dim = "2"
    case bold = "1"

    func on(_ text: String, if isColoured: Bool) -> String {
        isColoured ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
