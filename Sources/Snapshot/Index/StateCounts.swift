import Documents
import Engine
import Pipeline

/// How many connections there are in each state.
struct StateCounts {
    private var counts: [ConnectionState: Int] = [:]
    private(set) var total = 0

    mutating func add(_ state: ConnectionState) {
        counts[state, default: 0] += 1
        total += 1
    }

    /// By the state's name; states without a connection are left out.
    var document: JSONValue {
        var object = JSONObject()
        for state in ConnectionState.allCases {
            object[state.rawValue] = counts[state].map { .number(JSONNumber($0)) }
        }
        return .object(object)
    }
}
