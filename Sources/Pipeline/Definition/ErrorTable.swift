/// Where an answer keeps its error code, and what each code means.
///
/// The first matching rule wins.
package struct ErrorTable: Sendable {
    /// `$.error` by default (RFC 6749, section 5.2).
    package var code: ValuePick
    package var subcode: ValuePick
    package var rules: [ErrorRule]

    package init(code: ValuePick, subcode: ValuePick, rules: [ErrorRule]) {
        self.code = code
        self.subcode = subcode
        self.rules = rules
    }
}
