/// A YAML tree in which every node knows its place, aliases already followed.
package struct YAMLNode: Sendable {
    /// How a scalar was written: only a plain one can be a number, a boolean or null.
    package enum Style: Sendable {
        case plain, quoted, block
    }

    package struct Entry: Sendable {
        package var key: YAMLNode
        package var value: YAMLNode

        package init(key: YAMLNode, value: YAMLNode) {
            self.key = key
            self.value = value
        }
    }

    package indirect enum Content: Sendable {
        case scalar(String, Style)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    package var content: Content
    /// Where the node begins.
    package var location: SourceLocation

    package init(content: Content, location: SourceLocation) {
        self.content = content
        self.location = location
    }
}
