/// The sandbox's front page: where its servers are.
enum IndexPage {
    static let text =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Latchkey sandbox</title></head>
        <body><h1>Latchkey sandbox</h1><p>Emulated servers:</p><ul>
        \(EmulatedServer.allCases.map { "<li><code>\($0.rawValue)</code></li>" }
            .joined(separator: "\n"))
        </ul><p>Control calls are under <code>/sandbox/</code>.</p></body></html>

        """
}
