import Documents
import FoundationEssentials
package import Pipeline
import Transport
import Vault

/// A provider as a pipeline file implies it: what its calls look like, and what it can answer.
package struct Blueprint: Sendable {
    /// The pipeline, without the parts whose answers can't be built.
    package let pipeline: PipelineDefinition
    /// Which parts those are, and why.
    package let leftOut: [String]
    /// What the provider does with refresh tokens, whatever the file says of it.
    let rotation: RefreshDefinition.Rotation
    let standIns: StandIns
    let calls: [CallShape]
    let tokens: TokenMaker
    /// Answers to the data calls.
    let data: [CallShape.Role: WireAnswer]
    /// Where the exchange's grant comes from: the last step that brings an access token.
    let grantingStep: Int

    /// - Parameters:
    ///   - pipeline: A pipeline without errors.
    ///   - rotation: What the provider really does, where that is not what the file says.
    /// - Throws: Why nothing of it can be tested.
    package init(
        _ pipeline: PipelineDefinition,
        rotation: RefreshDefinition.Rotation? = nil
    ) throws(BlueprintProblem) {
        let standIns = try StandIns(pipeline)
        self.standIns = standIns
        self.rotation = rotation ?? pipeline.refresh?.rotation ?? .never
        tokens = TokenMaker(pipeline: pipeline, standIns: standIns)
        grantingStep =
            pipeline.exchange.lastIndex { !$0.answer.accessToken.alternatives.isEmpty } ?? 0
        let probe = TokenMaker.Values(
            accessToken: "access",
            refreshToken: "refresh",
            life: 3600,
            now: Date()
        )
        for step in pipeline.exchange { _ = try tokens.document(step, probe) }
        if let refresh = pipeline.refresh { _ = try tokens.document(refresh.step, probe) }
        var leftOut: [String] = []
        let made = Self.data(pipeline, tokens, &leftOut)
        self.pipeline = made.pipeline
        data = made.answers
        self.leftOut = leftOut
        calls = Self.calls(made.pipeline, standIns)
    }

    /// Seconds an access token lives; `nil` where it has no end.
    var accessLife: Int? {
        pipeline.lifetimes.access?.approximateSeconds ?? (pipeline.refresh == nil ? nil : 3600)
    }

    /// Whether the access token renews itself.
    var renewsAccessToken: Bool { pipeline.refresh?.credential == .accessToken }

    /// Whether the pipeline reads anything.
    var readsData: Bool { !data.isEmpty }

    /// The call that a step's failures are told for.
    func refusals(_ role: CallShape.Role) -> RefusalMaker? {
        guard let call = calls.first(where: { $0.role == role }) else { return nil }
        let table =
            switch role {
            case .exchange, .refresh, .revoke: pipeline.errors.token
            case .profile, .collection: pipeline.errors.api
            }
        return RefusalMaker(table: table, request: call.request)
    }

    /// The provider's word that a grant is over, at a call of this kind.
    func gone(_ role: CallShape.Role) -> WireAnswer {
        let maker = refusals(role)
        let aboutCodes: Set<FailureReason> = [.codeRefused, .codeExpired]
        let word = maker?.answer(.reconnect) { rule in
            !(rule.reason.map(aboutCodes.contains) ?? false)
        }
        switch role {
        case .exchange, .refresh, .revoke:
            return word ?? RefusalMaker.json(400, ["error": "invalid_grant"])
        case .profile, .collection:
            return word ?? maker?.answer(.expiredToken) ?? RefusalMaker.json(401, [:])
        }
    }

    /// The provider's word that an access token has run out; `nil` where it has none of its own.
    func expired(_ role: CallShape.Role) -> WireAnswer? {
        refusals(role)?.answer(.expiredToken)
    }

    private static func data(
        _ pipeline: PipelineDefinition,
        _ tokens: TokenMaker,
        _ leftOut: inout [String]
    ) -> (pipeline: PipelineDefinition, answers: [CallShape.Role: WireAnswer]) {
        var profile = pipeline.profile
        var answers: [CallShape.Role: WireAnswer] = [:]
        let maker = DataMaker(tokens: tokens)
        do throws(BlueprintProblem) {
            for (index, step) in (pipeline.profile?.steps ?? []).enumerated() {
                answers[.profile(index)] = RefusalMaker.json(200, try maker.document(step))
            }
        } catch {
            leftOut.append("the profile: \(error.sentence)")
            profile = nil
            answers = [:]
        }
        var collections: [CollectionDefinition] = []
        for collection in pipeline.collections {
            do throws(BlueprintProblem) {
                let document = try maker.document(collection)
                answers[.collection(collections.count)] = RefusalMaker.json(200, document)
                collections.append(collection)
            } catch {
                leftOut.append("\(collection.name): \(error.sentence)")
            }
        }
        return (pipeline.reading(profile, collections), answers)
    }

    private static func calls(
        _ pipeline: PipelineDefinition,
        _ standIns: StandIns
    ) -> [CallShape] {
        var known: [TemplateVariable: String] = [.accountID: StandIns.accountID]
        for (name, value) in standIns.environment { known[.environment(name)] = value }
        for (name, value) in standIns.parameters { known[.parameter(name)] = value.reveal() }
        for (name, value) in standIns.extras { known[.extra(name)] = value }
        let client = pipeline.client
        known[.clientID] = try? client.id.expand { known[$0] }
        known[.clientSecret] = client.secret.flatMap { try? $0.expand { known[$0] } }
        known[.redirectURI] = try? client.redirectURI.expand { known[$0] }
        var calls: [CallShape] = []
        for (index, step) in pipeline.exchange.enumerated() {
            calls.append(CallShape(.exchange(index), step.request, pipeline, known: known))
        }
        if let refresh = pipeline.refresh {
            calls.append(CallShape(.refresh, refresh.step.request, pipeline, known: known))
        }
        for (index, step) in (pipeline.profile?.steps ?? []).enumerated() {
            calls.append(CallShape(.profile(index), step.request, pipeline, known: known))
        }
        if let revoke = pipeline.revoke {
            calls.append(CallShape(.revoke, revoke, pipeline, known: known))
        }
        for (index, collection) in pipeline.collections.enumerated() {
            calls.append(CallShape(.collection(index), collection.request, pipeline, known: known))
        }
        return calls
    }
}
