internal import CGPGME

/// gpgme itself, which must be asked for its version before anything else is.
enum GPGLibrary {
    /// The oldest version with every call that is used here.
    static let oldestVersion = "1.16.0"

    /// The version of gpgme, asked once, on first use; nothing when it is too old.
    static let version: String? = {
        guard let version = unsafe latchkey_gpgme_check_version(oldestVersion) else { return nil }
        return unsafe String(cString: version)
    }()

    /// The path of `gpgconf`, where gpgme found it.
    static let gpgconfPath = place("gpgconf-name")

    /// The path of `gpg`, where gpgme found it.
    static let gpgPath = place("gpg-name")

    private static func place(_ name: String) -> String? {
        guard version != nil, let path = unsafe gpgme_get_dirinfo(name) else { return nil }
        return unsafe String(cString: path)
    }
}
