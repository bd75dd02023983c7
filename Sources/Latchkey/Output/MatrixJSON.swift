import Documents
import Hostile

/// The matrix of a pipeline test as JSON.
struct MatrixJSON {
    let rows: [Row]
    let columns: [HostileKit.Column]

    var document: JSONValue {
        let hasFailed = columns.contains { column in column.verdicts.contains { $0.word == "fail" }
        }
        return [
            "ok": .bool(!hasFailed), "schema": "latchkey/pipeline-test/1",
            "pipelines": .array(columns.map(json)),
        ]
    }

    private func json(_ column: HostileKit.Column) -> JSONValue {
        [
            "provider": .string(column.provider), "path": .string(column.path),
            "notTested": .array(column.leftOut.map { .string($0) }),
            "rows": .array(zip(rows, column.verdicts).map(json)),
        ]
    }

    private func json(_ row: Row, _ verdict: Verdict) -> JSONValue {
        var object: JSONObject = [
            "id": .string(row.id), "what": .string(row.sentence),
            "verdict": .string(verdict.word),
        ]
        switch verdict {
        case .pass: break
        case .fail(let problems):
            object["why"] = .array(problems.map { .string($0) })
            object["next"] = .string(row.nextStep)
        case .notApplicable(let reason): object["why"] = [.string(reason)]
        }
        return .object(object)
    }
}
