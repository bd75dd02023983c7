import Documents
import FoundationEssentials
import Glibc
import Vault

/// Folders, keys and programs of a bench run.
struct Workshop {
    /// Git-ignored; data sets and their key stay here from run to run.
    let folder: String
    /// Where the built programs are.
    let programs: String
    /// The peers and the pipeline, beside the bench's own sources.
    let sources: String
    /// Made for this run; what an interrupted bench leaves is swept up like any dead run's.
    private let keys: TemporaryKeyHome
    let recipient: String
    /// What every program that is measured gets, and nothing else.
    let environment: [String: String]

    var home: KeyHome { keys.home }
    var latchkey: String { "\(programs)/latchkey" }
    var sandbox: String { "\(programs)/latchkey-sandbox" }
    var pipelines: String { "\(sources)/Pipelines" }
    var me: String { "/proc/self/exe" }
    /// Where a child's output is caught.
    var scratch: String { "\(folder)/output" }

    init(folder: String, programs: String, sources: String) async throws {
        let files = LocalFileStore()
        let here = FileManager.default.currentDirectoryPath
        func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(here)/\(path)" }
        self.folder = absolute(folder)
        self.programs = absolute(programs)
        self.sources = absolute(sources)
        keys = try TemporaryKeyHome.empty()
        let home = keys.home
        let key = "\(self.folder)/key.asc"
        if let bytes = try files.read(key, limit: 1 << 20) {
            guard let known = try await home.importKeys(bytes).fingerprints.first else {
                throw BenchError("\(key) holds no key: remove \(self.folder)")
            }
            recipient = known
        } else {
            // What was encrypted to another key is of no use any more.
            try? FileManager.default.removeItem(atPath: "\(self.folder)/sets")
            recipient = try await home.generate(KeyRequest(userID: "Latchkey (bench)"))
            let secret = try await home.secretKey(recipient, passphrase: nil)
            try files.replace(key, with: Array(secret.reveal().utf8), mode: 0o600)
        }
        environment = [
            "PATH": Self.variable("PATH") ?? "/usr/bin:/bin", "LANG": "C.UTF-8",
            "HOME": Self.variable("HOME") ?? "/", "GNUPGHOME": home.path,
            "SPOTIFY_CLIENT_ID": "sandbox-app", "SPOTIFY_CLIENT_SECRET": "sandbox-secret",
            "SPOTIFY_REDIRECT_URI": "http://127.0.0.1:8765/callback",
        ]
    }

    /// Ends gpg's agent and removes its home; the data sets stay.
    func close() {
        keys.remove()
    }

    /// Removes a file or folder, if it is there.
    func remove(_ path: String) throws {
        try Child.must(["rm", "-rf", "--", path], environment: environment)
    }

    /// Copies a folder with all times kept.
    func copy(_ path: String, to target: String) throws {
        try Child.must(["cp", "-a", "--", path, target], environment: environment)
    }

    private static func variable(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
