package import Documents
internal import Glibc

/// A validator that is not ours: Python's `jsonschema`, where it is installed.
package enum PythonValidator {
    /// Whether `python3` can import it.
    package static let isInstalled = run("python3 -c 'import jsonschema' 2>/dev/null").status == 0

    /// What each document violates, as `name: message`, one line a violation.
    package static func violations(
        of documents: [(name: String, value: JSONValue)],
        schema: JSONValue
    ) throws -> [String] {
        let folder = try TemporaryFolder()
        let members = documents.map { ($0.name, $0.value) }
        let input: JSONValue = ["schema": schema, "documents": .object(JSONObject(members))]
        let store = LocalFileStore()
        try store.replace(folder.path + "/input.json", with: input.compactText(), mode: 0o600)
        try store.replace(folder.path + "/check.py", with: Array(script.utf8), mode: 0o600)
        let (status, output) = run("cd \(folder.path) && python3 check.py 2>&1")
        guard status == 0 else { throw Failure(output: output) }
        return output.split(separator: "\n").map(String.init)
    }

    package struct Failure: Error {
        let output: String
    }

    private static let script = """
        import json
        from jsonschema import Draft202012Validator

        data = json.load(open("input.json", encoding="utf-8"))
        Draft202012Validator.check_schema(data["schema"])
        validator = Draft202012Validator(data["schema"])
        for name, document in data["documents"].items():
            for error in validator.iter_errors(document):
                print(f"{name}: {error.json_path} {error.message[:160]}".replace("\\n", " "))

        """

    private static func run(_ command: String) -> (status: Int32, output: String) {
        guard let stream = unsafe popen(command, "r") else { return (-1, "") }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, stream)
            guard count > 0 else { break }
            output += chunk.prefix(count)
        }
        return (unsafe pclose(stream), String(decoding: output, as: UTF8.self))
    }
}
