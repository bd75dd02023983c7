import ArgumentParser

struct InboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract:
            "Take the sealed messages that people's browsers have sent, and act on them at once.",
        discussion: """
            Opens data/inbox/, exchanges the codes in it, ends what is to be ended, and writes those \
            people's status. A message that does not check goes to data/inbox/rejected/ with a \
            reason and fails nothing. latchkey sync does the same, among all else.

              latchkey inbox
              latchkey inbox --push --wait 10m
              latchkey inbox add message.jwe
              latchkey inbox keys --rotate
            """,
        subcommands: [InboxOpenCommand.self, InboxAddCommand.self, InboxKeysCommand.self],
        defaultSubcommand: InboxOpenCommand.self
    )
}
