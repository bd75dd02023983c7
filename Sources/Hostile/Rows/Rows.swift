/// The rows of the matrix, in the order they are printed.
package enum Rows {
    package static let all =
        connecting + renewing + losing + answers + limits + endings + outages + clocks + crashes
}
