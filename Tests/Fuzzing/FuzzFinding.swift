/// A property that an input broke.
package struct FuzzFinding: Error, CustomStringConvertible, Sendable {
    /// One sentence, lower case, no final stop.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// Throws unless the property holds.
    package static func unless(
        _ holds: Bool,
        _ description: @autoclosure () -> String
    ) throws(FuzzFinding) {
        guard !holds else { return }
        throw FuzzFinding(description())
    }
}
