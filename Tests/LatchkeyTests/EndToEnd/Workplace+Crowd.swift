import Documents
import FoundationEssentials
import LatchkeyTestSupport
import Testing

extension Workplace {
    /// Puts so many people into the vault, `u1000` and on, each with a token that works; the files
    /// are encrypted by one gpg.
    func enrolCrowd(_ count: Int, _ provider: String) async throws -> [String] {
        let users = (0..<count).map { "u\(1000 + $0)" }
        let plain = try TemporaryFolder()
        for user in users {
            let grant = try await sandbox.control(
                "POST",
                "grants",
                ["provider": .string(provider), "user": .string(user)]
            )
            var object = JSONObject()
            for name in [
                "access_token", "refresh_token", "scopes", "authorized_at", "issued_at",
                "access_expires_at", "refresh_expires_at",
            ] {
                object[name] = grant[name]
            }
            let connection: JSONValue = [
                "provider": .string(provider), "label": "default", "generation": 1,
                "account_id": grant["account_id"] ?? .null, "grant": .object(object),
            ]
            let file: JSONValue = [
                "format": "latchkey-user", "version": 1, "user": .string(user),
                "connections": .array([connection]),
            ]
            try LocalFileStore().replace(
                "\(plain.path)/\(user)",
                with: file.canonicalText(),
                mode: 0o600
            )
        }
        let paths = users.map { "\(plain.path)/\($0)" }
        try gpg(["--recipient", recipient(), "--multifile", "--encrypt"] + paths)
        for user in users {
            try FileManager.default.moveItem(
                atPath: "\(plain.path)/\(user).gpg",
                toPath: "\(path)/data/connections/\(user).gpg"
            )
        }
        return users
    }

    /// Who of these was ever read, as the status files tell.
    func read(of users: [String], _ provider: String) throws -> Set<String> {
        Set(try users.filter { try record($0, provider)["lastSync"]?.string != nil })
    }

    /// Makes the status files forget until when a provider is to be left alone, as if it were over.
    func forgetWaits(of users: [String]) throws {
        let over = JSONValue.string(Timestamp.text(Date().addingTimeInterval(-1)))
        func changed(_ value: JSONValue) -> JSONValue {
            if let array = value.array { return .array(array.map(changed)) }
            guard var object = value.object else { return value }
            for member in object.members {
                object[member.name] = member.name == "retryAt" ? over : changed(member.value)
            }
            return .object(object)
        }
        for user in users {
            let name = "data/status/api/integrations/\(user).json"
            let page = try JSONValue(parsing: try #require(try bytes(name)))
            try write(String(decoding: changed(page).canonicalText(), as: UTF8.self), to: name)
        }
        try FileManager.default.removeItem(atPath: "\(path)/data/status/limits.json")
    }
}
