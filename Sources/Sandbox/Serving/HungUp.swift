/// Thrown into an answer's body to end the connection there.
struct HungUp: Error {}
