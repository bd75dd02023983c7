/// One door through which outside bytes come, and what must hold for whatever comes through it.
///
/// A new door is one file in `Targets/` and one line in `FuzzTargets`.
package protocol FuzzTarget: Sendable {
    /// Names it on the command line: `pipeline`, `answers`.
    var name: String { get }

    /// Inputs that get far in, to be mutated; at least one.
    var corpus: [[UInt8]] { get }

    /// Pieces of the input's language that a mutation inserts.
    var tokens: [String] { get }

    /// Puts an input through the door; throws where a property does not hold.
    ///
    /// Must neither trap nor hang, whatever the bytes.
    func check(_ input: [UInt8]) async throws(FuzzFinding)
}
