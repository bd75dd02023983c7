import Documents
import FoundationEssentials
import Pipeline
import Vault

extension UserOpening {
    /// How pressed the reading of users is whose values are not stale, by what is known of them: the
    /// same as once their files are open.
    func urgencies(of users: Set<UserID>) -> [UserID: UserRun.Urgency] {
        let reading = Array(memory.records.values).parallelMap { record -> (UserID, Date)? in
            guard users.contains(record.key.user), let pipeline = pipelines[record.key.provider],
                selection.includes(record.key)
            else { return nil }
            return planner.readingSince(record, pipeline).map { (record.key.user, $0) }
        }
        var urgencies: [UserID: UserRun.Urgency] = [:]
        for (user, since) in reading.compactMap(\.self) {
            let other = urgencies[user]?.date ?? .distantFuture
            urgencies[user] = UserRun.Urgency(rank: 3, date: min(since, other))
        }
        return urgencies
    }
}
