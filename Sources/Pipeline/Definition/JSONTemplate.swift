package import Documents

/// A JSON body whose strings may hold variables.
package indirect enum JSONTemplate: Sendable {
    case value(JSONValue)
    case string(Template)
    case array([JSONTemplate])
    case object([(name: String, value: JSONTemplate)])
}
