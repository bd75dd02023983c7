import Pipeline
import Vault

extension UserRun {
    /// How often a file that could not be written is read again.
    private static let mostReloads = 3

    /// Writes one changed connection back, encrypted, proved and synced.
    ///
    /// A token that was won is not dropped because a neighbour changed: where somebody else has
    /// written the file meanwhile, the connection goes into their copy, unless it changed there too.
    mutating func save(
        _ connection: Connection,
        _ index: Int,
        step: String
    ) async throws(Failure) {
        share.window.beginSaving()
        defer { share.window.endSaving() }
        var base = works[index].connection.generation
        for reload in 0...Self.mostReloads {
            do {
                guard let file = placed(connection, base: base) else {
                    throw VaultError.changed(path: surroundings.vault.path(of: user))
                }
                stored = try await surroundings.vault.save(file, replacing: stored.digest)
                works[index].connection = connection
                surroundings.passing(.saved)
                return
            } catch VaultError.changed(let path) where reload < Self.mostReloads {
                guard let fresh = try? await surroundings.vault.load(user) else {
                    throw notSaved(.changed(path: path), step: step)
                }
                let isUnchanged = fresh.digest == stored.digest
                stored = fresh
                holdBackSuperseded(by: fresh.file, but: index)
                if isUnchanged { throw notSaved(.changed(path: path), step: step) }
            } catch is VaultError where reload < Self.mostReloads {
                // A disk may fail once, and what it has just been given is worth another try. A
                // file that is in place, and whose folder could not be synced, is written again.
                guard let fresh = try? await surroundings.vault.load(user),
                    fresh.digest != stored.digest
                else { continue }
                stored = fresh
                if Self.holds(fresh.file, connection) { base = connection.generation }
            } catch let error as VaultError {
                throw notSaved(error, step: step)
            } catch {
                throw notSaved(.unusable(reason: "it can't be written"), step: step)
            }
        }
    }

    /// Whether a file as it was read back has this very change in it.
    private static func holds(_ file: UserFile, _ connection: Connection) -> Bool {
        let theirs = file.connection(connection.provider, connection.label)
        return theirs?.generation == connection.generation
            && theirs?.grant?.accessToken == connection.grant?.accessToken
            && theirs?.grant?.refreshToken == connection.grant?.refreshToken
    }

    /// A connection that somebody else has changed is a stale copy here: it spends nothing.
    private mutating func holdBackSuperseded(by file: UserFile, but index: Int) {
        let sentence = VaultError.changed(path: surroundings.vault.path(of: user)).sentence
        for other in works.indices where other != index {
            let connection = works[other].connection
            let theirs = file.connection(connection.provider, connection.label)
            guard theirs?.generation != connection.generation else { continue }
            works[other].failure =
                works[other].failure ?? SpendingStop.failure(sentence, step: "vault")
        }
    }

    /// The file with the connection in its place; `nil` where it is not the one the run began with.
    private func placed(_ connection: Connection, base: Int) -> UserFile? {
        var file = stored.file
        guard
            let place = file.connections.firstIndex(where: {
                $0.provider == connection.provider && $0.label == connection.label
            }), file.connections[place].generation == base
        else { return nil }
        var changed = connection
        changed.pendingAuthorization = file.connections[place].pendingAuthorization
        file.connections[place] = changed
        return file
    }

    private mutating func notSaved(_ error: VaultError, step: String) -> Failure {
        if case .changed = error {
            superseded = error.sentence
        } else {
            share.spending.note(error.sentence)
        }
        return Failure(
            .transient,
            .notSaved,
            step: step,
            detail: "\(Advice.meaning(.notSaved)): \(error.sentence)"
        )
    }
}
