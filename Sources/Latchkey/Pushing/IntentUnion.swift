import Documents

/// Two machines' intents as one document: what either may have spent stays to be looked at.
enum IntentUnion {
    /// Members that are lists are united; one side's bytes where the other has none.
    static func bytes(_ ours: [UInt8]?, _ theirs: [UInt8]?) -> [UInt8]? {
        guard let ours, let theirs else { return ours ?? theirs }
        // What can't be read is kept rather than dropped: the run says so.
        guard let left = (try? JSONValue(parsing: ours))?.object else { return ours }
        guard let right = (try? JSONValue(parsing: theirs))?.object else { return theirs }
        var united = left
        for member in right.members {
            guard let new = member.value.array else {
                if united[member.name] == nil { united[member.name] = member.value }
                continue
            }
            let old = united[member.name]?.array ?? []
            united[member.name] = .array(old + new.filter { !old.contains($0) })
        }
        return JSONValue.object(united).canonicalText()
    }
}
