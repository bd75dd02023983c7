package import Documents

/// One way in which the pages hand a sealed message to the operator.
package struct Handover: Hashable, Sendable {
    /// What a way is called in `site.yml` and `site.json`.
    package enum Way: String, Sendable, CaseIterable {
        /// A request to an address of the operator's choice.
        case post
        /// A new issue of a repository, filled in.
        case githubIssue = "github-issue"
        /// A new file of a repository, filled in.
        case githubFile = "github-file"
        /// A mail, filled in.
        case mail
        /// The clipboard.
        case copy
        /// A file on the person's own disk.
        case download
    }

    package var way: Way
    /// The way's own members, as both files write them.
    package var members: JSONObject

    package init(_ way: Way, _ members: JSONObject = [:]) {
        self.way = way
        self.members = members
    }

    /// The member that a way can't do without, and those it may have.
    static func members(of way: Way) -> (required: String?, optional: [String]) {
        switch way {
        case .post: ("url", [])
        case .githubIssue: ("repository", ["labels", "title"])
        case .githubFile: ("repository", ["branch", "folder"])
        case .mail: ("to", ["title"])
        case .copy, .download: (nil, [])
        }
    }

    /// As `site.json` shows it.
    package var document: JSONValue {
        var object: JSONObject = ["way": .string(way.rawValue)]
        for member in members.members { object[member.name] = member.value }
        return .object(object)
    }
}
