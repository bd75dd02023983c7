/// One entry of a query, a form or a header map, in the file's order.
package struct NamedTemplate: Hashable, Sendable {
    package var name: String
    package var value: Template

    package init(_ name: String, _ value: Template) {
        self.name = name
        self.value = value
    }
}
