import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Inbox
import JOSE
import Pipeline
import Vault

struct InviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract:
            "Print a link with which one person can connect an account from a web page, once.",
        discussion: """
            The link leads to the site's page of that person. What comes back is bound to USER by the \
            invitation in it: signed, ending, good for one connection. Give it to nobody else. A \
            private person's link opens their page as well.

              latchkey invite anna --provider instagram
              latchkey invite anna --expires 2d --name Anna
              latchkey invite anna --revoke
              latchkey invite --revoke-link 'https://status.example/integrations.html?user=anna#i=…'
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    @Argument(help: "Who is invited.")
    var user: String?

    @Option(help: ArgumentHelp("The one provider it is for; any unless given.", valueName: "name"))
    var provider: String?

    @Option(
        help: ArgumentHelp("The one connection it is for; any unless given.", valueName: "label")
    )
    var label: String?

    @Option(help: ArgumentHelp("How the page calls the person.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("How long it is good for, at most 90d.", valueName: "duration"))
    var expires = Span(seconds: 7 * 86_400)

    @Option(
        help: ArgumentHelp("The site's address, instead of the configured one.", valueName: "url")
    )
    var site: String?

    @Flag(help: "Take back all invitations of USER that were made so far.")
    var revoke = false

    @Option(help: ArgumentHelp("Take back this one.", valueName: "link"))
    var revokeLink: String?

    func validate() throws {
        if revokeLink != nil {
            guard user == nil, !revoke else {
                throw ValidationError("--revoke-link takes back one invitation: name no USER.")
            }
        } else if user == nil {
            throw ValidationError("Missing expected argument '<user>'")
        }
        guard label.map({ (1...64).contains($0.utf8.count) && !$0.contains("/") }) ?? true else {
            throw ValidationError("--label takes up to 64 bytes without a slash.")
        }
        guard name.map({ (1...100).contains($0.utf8.count) }) ?? true else {
            throw ValidationError("--name takes up to 100 bytes.")
        }
    }

    func run() async throws {
        try await Session.run(common, servers) { session in
            try await InviteRun(session: session, options: self).run()
        }
    }
}
