import Documents
import FoundationEssentials
import Transport
import Vault

/// The place of one call's answer, bound to the account, its consent and the call.
struct AnswerSlot: Sendable {
    let shelf: AnswerShelf
    let place: AnswerPlace
    private let connection: Connection
    private let request: HTTPRequest

    /// `nil` for a call that a version's name can't be asked with: one that sends something, or that
    /// has a condition of its own (RFC 9110, section 13.1).
    init?(
        _ shelf: AnswerShelf,
        _ user: UserID,
        _ connection: Connection,
        step: String,
        _ request: HTTPRequest
    ) {
        guard request.method == "GET", request.body == nil,
            !request.headers.contains(where: { Self.conditions.contains($0.name.lowercased()) })
        else { return nil }
        self.shelf = shelf
        place = AnswerPlace(
            user: user,
            provider: connection.provider,
            label: connection.label,
            step: step
        )
        (self.connection, self.request) = (connection, request)
    }

    private static let conditions: Set = [
        "if-none-match", "if-modified-since", "range", "if-range",
    ]

    /// A digest of whose answer it is, and to what.
    ///
    /// The token itself changes by the hour at some providers: account and consent say whose it is.
    var binding: String {
        var parts = [
            connection.accountID ?? "",
            connection.grant.map { String($0.authorizedAt.timeIntervalSince1970) } ?? "",
            request.url,
        ]
        for header in request.headers where header.name.lowercased() != "authorization" {
            parts += [header.name.lowercased(), header.value]
        }
        let text = parts.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n")
        return CiphertextDigest.text(of: Array(text.utf8))
    }

    func answer(at now: Date) -> KeptAnswer? {
        guard let answer = shelf.answer(place, at: now), answer.binding == binding else {
            return nil
        }
        return answer
    }

    /// Keeps what an answer said, where it names its version and leaves itself to be kept.
    func keep(_ value: JSONValue, of response: HTTPResponse, until: Date?, at now: Date) {
        guard response.status == 200, let validator = Validator(of: response),
            Self.mayBeKept(response), value.compactText().count <= KeptAnswer.sizeLimit
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

    private static func mayBeKept(_ response: HTTPResponse) -> Bool {
        let control = response.headerValues("Cache-Control").joined(separator: ",").lowercased()
        // What depends on more than the request says nothing of the next one (section 12.5.5).
        let varies = response.headerValues("Vary").contains { $0.contains("*") }
        return !control.contains("no-store") && !varies
    }

    func forget() { shelf.keep(nil, in: place) }
}
