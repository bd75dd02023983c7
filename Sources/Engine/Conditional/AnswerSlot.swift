import Documents
import FoundationEssentials
import Transport
import Vault

/// The place of one call's answer, bound to the account, its consent and the call.
struct AnswerSlot: Sendable {
    let shelf: AnswerShelf
    let place: AnswerPlace
    let binding: String

    /// `nil` for a call that a version's name can't be asked with: one that sends something, or that
    /// has a condition of its own (RFC 9110, section 13.1).
    init?(
        _ shelf: AnswerShelf,
        _ user: UserID,
        _ connection: Connection,
        step: String,
        _ request: HTTPRequest
    ) {
        let names = Set(request.headers.map { $0.name.lowercased() })
        guard request.method == "GET", request.body == nil,
            names.isDisjoint(with: ["if-none-match", "if-modified-since", "range", "if-range"])
        else { return nil }
        self.shelf = shelf
        place = AnswerPlace(
            user: user,
            provider: connection.provider,
            label: connection.label,
            step: step
        )
        // The token itself changes by the hour at some providers: account and consent say whose it is.
        var parts = [
            connection.accountID ?? "",
            connection.grant.map { String($0.authorizedAt.timeIntervalSince1970) } ?? "",
            request.url,
        ]
        for header in request.headers where header.name.lowercased() != "authorization" {
            parts += [header.name.lowercased(), header.value]
        }
        let text = parts.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n")
        binding = CiphertextDigest.text(of: Array(text.utf8))
    }

    func answer(at now: Date) -> KeptAnswer? {
        shelf.answer(place, binding: binding, at: now)
    }

    /// Keeps what an answer said, where it names its version and leaves itself to be kept.
    func keep(_ value: JSONValue, of response: HTTPResponse, until: Date?, at now: Date) {
        let control = response.headerValues("Cache-Control").joined(separator: ",").lowercased()
        // What depends on more than the request says nothing of the next one (section 12.5.5).
        let varies = response.headerValues("Vary").contains { $0.contains("*") }
        guard response.status == 200, !control.contains("no-store"), !varies,
            let validator = Validator(of: response),
            value.compactText().count <= KeptAnswer.sizeLimit
        else { return forget() }
        shelf.keep(
            KeptAnswer(
                binding: binding,
                validator: validator,
                value: value,
                readAt: Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down)),
                until: until
            ),
            in: place
        )
    }

    func forget() { shelf.keep(nil, in: place) }
}
