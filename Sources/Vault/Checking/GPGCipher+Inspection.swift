extension GPGCipher {
    /// Asks gpg for its version and its places; no key is touched.
    package func inspect() async throws(CipherError) -> GPGInspection {
        let home = settings.home.map { ["--homedir", $0] } ?? []
        return try await perform { context throws(GPGFailure) in
            let engine = context.engine
            let places = KeyHomePlaces(try context.gpgconf(home + ["--list-dirs"]))
            return GPGInspection(
                gpgmeVersion: GPGLibrary.version ?? "",
                gpgVersion: engine.version,
                gpgPath: engine.path,
                home: places.home,
                agentSocket: places.agentSocket
            )
        }
    }
}
