import Documents

/// A refusal by `graph.instagram.com`: the Graph API's error object.
struct GraphError: Error, Hashable, Sendable {
    let message: String
    var type = "OAuthException"
    let code: Int
    var subcode: Int?
    var status = 400
    var isTransient = false
    /// Minutes until an account's budget is there again.
    var minutesToRegain: Int?

    func answer(trace: String) -> Answer {
        var error: JSONObject = [
            "message": .string(message), "type": .string(type), "code": .number(JSONNumber(code)),
        ]
        if let subcode { error["error_subcode"] = .number(JSONNumber(subcode)) }
        if isTransient { error["is_transient"] = true }
        error["fbtrace_id"] = .string(trace)
        return .json(["error": .object(error)], status: status)
    }
}
