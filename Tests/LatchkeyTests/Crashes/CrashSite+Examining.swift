import Documents
import FoundationEssentials
import Pipeline
import Testing
import Vault

/// What is left after a crash, and after the run that follows it.
extension CrashSite {
    /// Files that are neither old nor new; asked at any time.
    func halfFiles() async throws -> [String] {
        var half: [String] = []
        for (name, bytes) in try place.files(below: data) {
            if name.hasSuffix(".ndjson") {
                let lines = bytes.split(separator: UInt8(ascii: "\n"))
                let isWhole = lines.allSatisfy { (try? JSONValue(parsing: Array($0))) != nil }
                if !isWhole || bytes.last != UInt8(ascii: "\n") { half.append("\(data)/\(name)") }
            }
            let isDocument = name.hasSuffix(".json") || name.contains("/.intents")
            if isDocument, (try? JSONValue(parsing: bytes)) == nil {
                half.append("\(data)/\(name)")
            }
        }
        for user in Set(roles.map(\.user)) {
            do {
                if try await vault.load(user) == nil { half.append("\(user.text).gpg is gone") }
            } catch {
                half.append(error.sentence)
            }
        }
        return half
    }

    /// The toll once a run has had every chance to look.
    func examine() async throws -> Toll {
        var toll = Toll(connections: roles.count)
        toll.half = try await halfFiles()
        let names = try place.files(below: data).keys
        toll.strays = names.filter { $0.hasSuffix(".tmp") || $0.contains("/.intents") }
            .map { "\(data)/\($0)" }
        for role in roles {
            let file = try await vault.load(role.user)?.file
            guard let connection = file?.connection(role.provider, role.label) else {
                toll.half.append("\(role.name) is gone")
                continue
            }
            try await count(role, connection, in: &toll)
        }
        return toll
    }

    private func count(_ role: Role, _ connection: Connection, in toll: inout Toll) async throws {
        let record = try? record(role)
        let state = record?["status"]?.string ?? "nothing"
        let told = "\(role.name) is \(state):\(record?["reason"]?.string ?? "")"
        let isShownAlive = ["connected", "expiring"].contains(state)
        switch (try await isUsable(role, connection), isShownAlive) {
        case (true, true): toll.usable += 1
        case (false, true): toll.silent.append(told)
        // Instagram may renew a token under its own text: asked again, it calls it too young, and
        // the connection is degraded until it is a day old.
        case (true, false) where told.hasSuffix("/instagram/default is degraded:bad_request"):
            toll.usable += 1
        case (true, false) where state == "needs_reconnect": toll.condemned.append(told)
        case (true, false): toll.unrecovered.append(told)
        case (false, false):
            switch state {
            case "needs_reconnect": toll.needsReconnect += 1
            case "in_doubt", "degraded": toll.inDoubt += 1
            default: toll.silent.append(told)
            }
        }
        if let code = codes[role.name] {
            let report = try await worth(of: code, role)
            if report["presentations"]?.integer ?? 2 > 1 {
                toll.twice.append("the code of \(role.name)")
            }
        }
        let grants = try await place.sandbox.control(
            "GET",
            "grants/\(role.provider)/\(role.person)"
        )["grants"]?.array
        // A grant may be ended for reuse only where the answer that was lost had spent the token.
        let isKilled = grants?.contains { $0["killed_by_reuse"]?.bool == true } ?? false
        if isKilled, state == "connected" { toll.twice.append("the token of \(role.name)") }
    }

    /// Whether the provider would go on with what the vault holds.
    private func isUsable(_ role: Role, _ connection: Connection) async throws -> Bool {
        let isInstagram = role.provider == "instagram"
        let held = isInstagram ? connection.grant?.accessToken : connection.grant?.refreshToken
        guard let held else {
            // A code that was never sent is as good as a token.
            guard let code = connection.pendingCode, code.attemptedAt == nil else { return false }
            return try await worth(of: code.code, role)["usable"]?.bool ?? false
        }
        return try await worth(of: held, role)["usable"]?.bool ?? false
    }

    private func worth(of credential: Secret, _ role: Role) async throws -> JSONValue {
        try await place.sandbox.control(
            "POST",
            "credentials",
            ["provider": .string(role.provider), "credential": .string(credential.reveal())]
        )
    }

    private func record(_ role: Role) throws -> JSONValue {
        let path = "\(data)/status/api/integrations/\(role.user.text).json"
        let page = try JSONValue(parsing: try #require(try place.bytes(path)))
        let records = page["integrations"]?[role.provider]?["connections"]?.array
        return try #require(records?.first { $0["label"]?.string == role.label })
    }
}
