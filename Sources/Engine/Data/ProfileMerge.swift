package import Documents
package import FoundationEssentials
package import Pipeline

/// Lays newly read fields over the last good ones.
///
/// Pure.
package enum ProfileMerge {
    /// Seconds before its end at which a media link that still works is replaced.
    static let linkMargin: Double = 12 * 3600

    /// - Parameters:
    ///   - new: Fields read now.
    ///   - old: The last good values.
    ///   - missed: Names of fields that were not read: their old values stay.
    ///   - pipeline: Says which fields are media links and which are public.
    ///   - now: Decides whether an old media link may stay.
    /// - Returns: The fields to show.
    package static func merge(
        _ new: JSONObject,
        over old: JSONObject,
        missed: Set<String>,
        _ pipeline: PipelineDefinition,
        now: Date
    ) -> JSONObject {
        // What is known of another account says nothing of this one.
        let isOther = old["id"] != nil && new["id"] != nil && old["id"] != new["id"]
        let old = isOther ? [:] : old
        var result = JSONObject()
        for field in pipeline.shownFields where result[field.name] == nil {
            let keepsOld =
                new[field.name] == nil && missed.contains(field.name)
                || field.kind == .mediaURL && stays(old, new, field.name, now)
            let source = keepsOld ? old : new
            result[field.name] = source[field.name]
            guard field.kind == .mediaURL else { continue }
            let companion = FieldReading.expiryName(field.name)
            result[companion] = source[companion]
        }
        return result
    }

    /// Whether an old link to the same picture still works for a while.
    private static func stays(
        _ old: JSONObject,
        _ new: JSONObject,
        _ name: String,
        _ now: Date
    ) -> Bool {
        guard let before = old[name]?.string, let after = new[name]?.string,
            MediaLink.isSame(before, after)
        else { return false }
        guard let end = MediaLink.end(of: before) else { return true }
        return end > now.addingTimeInterval(linkMargin)
    }
}
