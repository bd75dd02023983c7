import ArgumentParser
import Documents
import Engine
import FoundationEssentials
import Vault

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what would make a run fail, and say what to do about it.",
        discussion: """
            Does a real encryption and decryption; looks at keys, agent, clock, disk, lock, \
            environment, pipeline files and the clone's git settings. Touches no network.

              latchkey doctor
            """
    )

    @OptionGroup var common: SharedOptions
    @OptionGroup var servers: ServerOptions

    func run() async throws {
        let status = try await Session.run(common, servers) { session in
            var findings = await VaultCheck(
                vault: session.surroundings.vault,
                cipher: session.keys.cipher()
            ).findings(now: session.surroundings.now())
            findings += HouseCheck(session: session).findings()
            findings += await CloneSetup(
                data: common.data,
                environment: session.surroundings.environment
            ).findings()
            if common.json {
                session.console.resultBytes(Self.document(findings).canonicalText())
            } else {
                show(findings, session.console)
            }
            let hasProblem = findings.contains { $0.weight == .problem }
            return hasProblem ? ExitStatus.nothingRan : .success
        }
        guard status == .success else { throw status }
    }

    private func show(_ findings: [VaultFinding], _ console: Console) {
        for finding in findings {
            let mark: Table.Cell =
                switch finding.weight {
                case .good: Table.Cell("good   ", .green)
                case .warning: Table.Cell("warning", .yellow)
                case .problem: Table.Cell("problem", .red)
                }
            let text = Table.Cell("\(finding.subject): \(finding.sentence)").text
            console.result("\(mark.painted(console.coloursOutput))  \(text)")
            if let advice = finding.advice { console.result("         \(advice)") }
        }
    }

    private static func document(_ findings: [VaultFinding]) -> JSONValue {
        .object([
            "schema": "latchkey/doctor/1",
            "ok": .bool(!findings.contains { $0.weight == .problem }),
            "findings": .array(
                findings.map { finding in
                    var object: JSONObject = [
                        "weight": .string(finding.weight.rawValue),
                        "subject": .string(finding.subject),
                        "finding": .string(finding.sentence),
                    ]
                    object["advice"] = finding.advice.map { .string($0) }
                    return .object(object)
                }
            ),
        ])
    }
}
