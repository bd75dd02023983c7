internal import CGPGME
internal import FoundationEssentials

extension GPGContext {
    /// The keys in the keyring that a name matches; all of them for `nil`.
    func keys(matching name: String?) throws(GPGFailure) -> [RecipientKey] {
        try GPGFailure.check(unsafe gpgme_op_keylist_start(handle, name, 0), .listKeys)
        defer { _ = unsafe gpgme_op_keylist_end(handle) }
        var keys: [RecipientKey] = []
        while let key = try nextKey() { keys.append(key.value) }
        return keys
    }

    private func nextKey() throws(GPGFailure) -> GPGKey? {
        var next: gpgme_key_t?
        let code = GPGCode(unsafe gpgme_op_keylist_next(handle, &next))
        guard code == .success else {
            // gpg tells of a name that matches nothing in either way.
            if code == .endOfFile || code == .noPublicKey { return nil }
            throw GPGFailure(operation: .listKeys, code: code)
        }
        guard let key = unsafe next else { return nil }
        return unsafe GPGKey(owning: key)
    }
}
