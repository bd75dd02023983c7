package import FoundationEssentials

extension UserFile {
    /// Whether a message of this id was taken.
    package func hasTaken(message id: String) -> Bool {
        receipts.contains { $0.message == id }
    }

    /// Whether an invitation of this id has been used.
    package func hasUsed(invitation id: String) -> Bool {
        receipts.contains { $0.invitation == id }
    }

    /// Adds a receipt, and drops those that have run out.
    package mutating func add(_ receipt: Receipt, now: Date) {
        receipts.removeAll { $0.until <= now }
        receipts.append(receipt)
        sortReceipts()
    }

    /// Takes another copy's receipts in: what either has taken is taken.
    mutating func unite(receipts others: [Receipt]) {
        receipts = Array(Set(receipts).union(others))
        sortReceipts()
    }

    /// Equal sets of receipts give equal bytes.
    mutating func sortReceipts() {
        receipts.sort {
            ($0.until, $0.message, $0.invitation ?? "")
                < ($1.until, $1.message, $1.invitation ?? "")
        }
    }
}
