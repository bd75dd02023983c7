/// A host name of the real world, as a path prefix on the sandbox's one port.
enum EmulatedServer: String, CaseIterable, Sendable {
    case instagramWWW = "/instagram/www"
    case instagramAPI = "/instagram/api"
    case instagramGraph = "/instagram/graph"
    case spotifyAccounts = "/spotify/accounts"
    case spotifyAPI = "/spotify/api"
    case strict = "/strict"

    /// The server a path belongs to, and the path as that server sees it.
    static func find(_ path: Substring) -> (server: Self, path: Substring)? {
        for server in allCases where path.hasPrefix(server.rawValue) {
            let rest = path.dropFirst(server.rawValue.utf8.count)
            if rest.isEmpty { return (server, "/") }
            if rest.utf8.first == UInt8(ascii: "/") { return (server, rest) }
        }
        return nil
    }
}

extension EmulatedServer {
    /// The name by which a pipeline's server is overridden.
    var pipelineName: String {
        String(rawValue.dropFirst()).replacing("/", with: ".")
    }
}
