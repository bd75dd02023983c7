import Testing

/// Rules that no compiler checks.
@Suite("House rules")
struct HouseRulesTests {
    @Test("no source file has more than 400 lines")
    func fileLength() throws {
        for file in try Project.swiftFiles() {
            let lines = try Project.text(file).split(
                separator: "\n",
                omittingEmptySubsequences: false
            ).count
            #expect(lines <= 400, "\(file) has \(lines) lines")
        }
    }

    @Test("no file is a drawer")
    func drawerNames() throws {
        for file in try Project.swiftFiles() {
            let name = (file.split(separator: "/").last ?? "").lowercased()
            for word in ["util", "helper", "manager", "common", "misc"] {
                #expect(!name.contains(word), "\(file): what is the thing?")
            }
        }
    }

    @Test("nothing traps on purpose, and nothing is left for later")
    func forbiddenWords() throws {
        let words = ["fatalError(", "try!", "as!", "preconditionFailure(", "TODO", "FIXME"]
        for file in try Project.swiftFiles(below: "Sources") {
            let text = try Project.text(file)
            for word in words { #expect(!text.contains(word), "\(file) has \(word)") }
        }
    }

    @Test("unsafe code stays at the doorways and the system calls behind them")
    func unsafeCode() throws {
        let allowed = [
            "Sources/Documents/YAML/", "Sources/Documents/JSON/", "Sources/Documents/Disk/",
            "Sources/Documents/TerminalText", "Sources/Vault/GPG/", "Sources/Vault/Keys/",
            "Sources/Vault/Checking/AgentSocket", "Sources/Vault/DiskLane",
            "Sources/Transport/Curl/", "Sources/Latchkey/", "Sources/Sandbox/",
            "Sources/Loopback/", "Sources/Site/EmbeddedPages", "Sources/JOSE/AgreedSecret",
        ]
        for file in try Project.swiftFiles(below: "Sources") {
            guard !allowed.contains(where: { file.hasPrefix($0) }) else { continue }
            let text = try Project.text(file)
            #expect(!text.contains("unsafe "), "\(file) has unsafe code")
        }
    }

    @Test("each declaration that crosses a room's wall says what it is, unless its name does")
    func documentation() throws {
        // Types carry a summary without exception.
        for file in try Project.swiftFiles(below: "Sources") {
            let lines = try Project.text(file).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            for (number, line) in lines.enumerated() where number > 0 {
                let words = line.split(separator: " ")
                guard line.hasPrefix("package "), words.count > 2 else { continue }
                let kinds = ["struct", "enum", "actor", "class", "protocol"]
                guard words.prefix(4).contains(where: { kinds.contains(String($0)) }) else {
                    continue
                }
                var above = number - 1
                while above > 0, lines[above].hasPrefix("@") { above -= 1 }
                #expect(lines[above].hasPrefix("///"), "\(file):\(number + 1) has no summary")
            }
        }
    }
}
