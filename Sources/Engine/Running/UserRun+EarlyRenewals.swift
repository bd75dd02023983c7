import FoundationEssentials
import Pipeline
import Vault

extension UserRun {
    /// Takes a refused renewal of a token that is well for what it may be: too early.
    ///
    /// A provider with a minimum age that renews a token under its own text makes it young again. Where
    /// that answer is lost, the next try is refused, and the token works for a full life. So the first
    /// refusal is a note, and the provider is asked again once the token would be old enough whatever
    /// happened; the second one is told.
    mutating func excuseEarlyRenewals() {
        for index in works.indices {
            guard var failure = works[index].failure, isEarlyRenewal(failure, index) else {
                continue
            }
            failure.detail =
                "the provider does not renew the token yet; it is asked again once the token is old "
                + "enough, whatever happened to an earlier answer"
            works[index].notes.append(failure)
            works[index].failure = nil
            works[index].wasRefusedEarly = true
        }
    }

    /// Whether a failure says no more than that a token is not renewed now.
    func isEarlyRenewal(_ failure: Failure, _ index: Int) -> Bool {
        let (work, now) = (works[index], surroundings.now())
        guard failure.step == "refresh", failure.failure == .badRequest, failure.status != nil,
            !failure.isAmbiguous, let grant = work.connection.grant,
            let pipeline = work.pipeline, let age = pipeline.refresh?.minimumAge
        else { return false }
        let isFirst =
            work.before?.renewalRefusedAt == nil
            || work.before?.generation != work.connection.generation
        // Where the token ends before the second try, somebody has to know at once.
        let outlives =
            GrantClocks(grant, pipeline).expiresAt.map { age.adding(to: now) < $0 } ?? true
        return isFirst && outlives
    }
}
