import Documents
@testable import Pipeline
import Testing

@Suite("A file becomes a definition, value by value")
struct DefinitionReadingTests {
    private func read(_ name: String) throws -> PipelineDefinition {
        let source = try PipelineFiles.source(name + ".yml", in: PipelineFiles.valid)
        let reading = PipelineReader.read(source)
        #expect(DiagnosticRenderer(sources: [source]).render(reading.diagnostics) == "")
        return try #require(reading.definition)
    }

    @Test("The head of a file says who the provider is")
    func readsHead() throws {
        let definition = try read("complete")
        #expect(definition.provider == "complete")
        #expect(definition.name == "Complete")
        #expect(definition.path == "complete.yml")
        #expect(definition.sunset == "2027-01-31")
        #expect(definition.isPrivate)
        #expect(definition.servers["web"]?.text == "https://${param.host}")
        #expect(definition.servers["api"]?.text == "https://api.example:8443/v1")
        #expect(definition.publicFields == ["id", "followers"])
    }

    @Test("The client and the parameters are read")
    func readsClient() throws {
        let definition = try read("complete")
        #expect(definition.client.id.text == "${env.ID}")
        #expect(definition.client.secret?.text == "${env.SECRET}")
        #expect(definition.client.redirectURI.text == "http://127.0.0.1:8080/callback")
        #expect(definition.client.authentication == .basic)
        #expect(definition.client.location.line == 7)
        let host = try #require(definition.parameters.first)
        #expect(host.name == "host")
        #expect(host.description == "the host")
        #expect(host.example == "a.example")
        #expect(host.pattern == #"[a-z]+(\.[a-z]+)+"#)
        #expect(host.defaultValue == "b.example")
        #expect(!host.isSecret)
        #expect(definition.parameters.map(\.isSecret) == [false, true])
        #expect(definition.parameters.last?.defaultValue == nil)
    }

    @Test("The authorize page is read")
    func readsAuthorize() throws {
        let authorize = try read("complete").authorize
        #expect(authorize.url.text == "${servers.web}/authorize#/start")
        #expect(authorize.scopes.map(\.name) == ["read", "write"])
        #expect(authorize.scopes.map(\.reason) == ["to read", "to write"])
        #expect(authorize.scopeSeparator == ",")
        #expect(authorize.pkce == .none)
        #expect(authorize.parameters.texts == ["prompt=consent", "force=true"])
        #expect(authorize.renames == ["client_id": "client_key"])
        #expect(authorize.omitted == ["scope", "response_type"])
        #expect(authorize.codeParameter == "auth_code")
        #expect(authorize.codeSuffix == "#_")
        #expect(authorize.copied == ["realm": "realmId"])
        #expect(authorize.issuer?.text == "${servers.web}/realm")
    }

    @Test("The exchange is read, its JSON with exact numbers")
    func readsExchange() throws {
        let exchange = try read("complete").exchange
        #expect(exchange.count == 1)
        let step = try #require(exchange.first)
        #expect(step.name == "exchange")
        #expect(step.request.method == "PUT")
        #expect(step.request.url.text == "${servers.web}/token")
        #expect(step.request.authentication.text == "basic ${client.secret}:${param.key}")
        #expect(step.request.headers.texts == ["Accept=application/json"])
        #expect(step.request.success?.text == "$.ok")
        #expect(step.request.failure?.text == "$.error")
        #expect(
            step.request.body.text
                == "json {code:<${code}>,verifier:<${code_verifier}>,"
                + "numbers:[1,2.5,1e3,\".5\",16],nothing:null,yes:true,plain:\"text\"}"
        )
        let answer = step.answer
        #expect(answer.accessToken.texts == ["$.data[0].token", "$.token"])
        #expect(answer.refreshToken.texts == ["$.renewal"])
        #expect(answer.expiry.texts == ["iso8601 $.until"])
        #expect(answer.refreshExpiry.texts == ["seconds $.left", "epoch_ms $.a|$.b"])
        #expect(answer.scope.texts == ["$.rights"])
        #expect(answer.accountID.texts == ["$.who"])
        #expect(answer.copied.mapValues(\.texts) == ["shop": ["$.shop.name"]])
    }

    @Test("Refresh, revocation and lifetimes are read")
    func readsRefresh() throws {
        let definition = try read("complete")
        let refresh = try #require(definition.refresh)
        #expect(refresh.credential == .refreshToken)
        #expect(refresh.rotation == .always)
        #expect(refresh.minimumAge == Span(seconds: 3600))
        #expect(refresh.window == Span(seconds: 432_000))
        #expect(refresh.step.name == "refresh")
        #expect(refresh.step.request.url.text == "${servers.web}/${extra.shop}/refresh")
        #expect(refresh.step.request.authentication.text == "none")
        #expect(
            refresh.step.request.body.text
                == #"standard ["audience=all"] ["refresh_token>renewal"] ["client_secret"]"#
        )
        let revoke = try #require(definition.revoke)
        #expect(revoke.method == "DELETE")
        #expect(revoke.url.text == "${servers.web}/revoke/${account.id}")
        #expect(revoke.query.texts == ["token=${access_token}", "hint=${extra.realm}"])
        #expect(revoke.body.text == "none")
        #expect(definition.lifetimes.code == Span(seconds: 30))
        #expect(definition.lifetimes.access == Span(seconds: 7200))
        #expect(definition.lifetimes.refresh == Span(seconds: 7_776_000))
        #expect(definition.lifetimes.absolute == Span(months: 6))
    }

    @Test("Profile and collections are read")
    func readsData() throws {
        let definition = try read("complete")
        #expect(definition.api.authorization?.text == "OAuth ${access_token}")
        #expect(definition.api.headers.texts == ["Client-Id=${client.id}"])
        let profile = try #require(definition.profile)
        #expect(profile.every == Span(seconds: 21_600))
        #expect(profile.steps.map(\.name) == ["who", "2"])
        #expect(profile.steps.map(\.isOptional) == [false, true])
        #expect(profile.steps.map(\.every) == [nil, Span(seconds: 604_800)])
        #expect(profile.steps.map(\.request.isConditional) == [false, true])
        #expect(profile.steps.map(\.request.method) == ["GET", "POST"])
        #expect(profile.steps.map(\.request.body.text) == ["none", "form a=b"])
        #expect(
            profile.steps[0].fields.texts == [
                "id: text $.id", "followers: integer $.count|$.total",
                "names: any $.names[0]|$.name",
            ]
        )
        #expect(profile.steps[1].fields.texts == ["since: time $.since"])
        #expect(
            definition.collections.map(\.name) == ["media", "posts", "albums", "songs", "plays"]
        )
        #expect(definition.collections.map(\.limit) == [10, 1000, 1000, 1000, 1000])
        #expect(definition.collections[0].every == Span(seconds: 86_400))
        #expect(definition.collections[0].items.texts == ["$.data"])
    }

    @Test("Every way of paging is read")
    func readsPaging() throws {
        let paging = try read("complete").collections.map { paging in
            switch paging.paging {
            case .cursor(let pick, let parameter, let more):
                "cursor \(pick.texts) \(parameter) \(more?.texts ?? [])"
            case .next(let pick): "next \(pick.texts)"
            case .link: "link"
            case .offset(let parameter, let sizeParameter, let size):
                "offset \(parameter) \(sizeParameter) \(size)"
            case .page(let parameter, let first): "page \(parameter) \(first)"
            case nil: "none"
            }
        }
        #expect(
            paging == [
                #"cursor ["$.after"] after ["$.more"]"#, "link", #"next ["$.next"]"#,
                "offset from count 50", "page page 0",
            ]
        )
    }

    @Test("A file's error rules stand before the standard's")
    func readsErrors() throws {
        let errors = try read("complete").errors
        #expect(errors.token.code.texts == ["$.code", "$.error"])
        #expect(errors.token.subcode.texts == ["$.sub"])
        #expect(
            errors.token.rules.map(\.text).prefix(3) == [
                "408-408 500-599 transient", "190 200 201 202 /1 reconnect revoked",
                "408-408 425-425 500-599 transient provider_fault",
            ]
        )
        #expect(errors.api.subcode.texts == ["$.d", "$.e"])
        #expect(
            errors.api.rules.map(\.text).prefix(2) == [
                "$.busy retry-after:* rate_limited", "left:0 rate_limited",
            ]
        )
    }

    @Test("Limits are read")
    func readsLimits() throws {
        let limits = try read("complete").rateLimits
        #expect(limits.budgets.map(\.calls) == [600, 5000])
        #expect(limits.budgets.map(\.per) == [Span(seconds: 60), Span(seconds: 86_400)])
        #expect(limits.budgets.map(\.scope) == [.account, .app])
        #expect(
            limits.signals.map(\.text) == [
                #"usage ["$.percent"] percent"#, "reset [] reset_epoch",
                #"body ["$.wait"] retry_after_minutes"#,
            ]
        )
        #expect(limits.concurrency == 8)
    }

    @Test("Several steps are read in their order")
    func readsSteps() throws {
        let definition = try read("steps")
        #expect(definition.exchange.map(\.name) == ["first", "2"])
        #expect(
            definition.exchange.map(\.request.body.text) == [
                #"standard ["expiring=1"] ["code>auth_code"] ["redirect_uri"]"#, "none",
            ]
        )
        #expect(definition.authorize.scopes.map(\.name) == ["read", "write"])
        #expect(definition.client.secret == nil)
        #expect(definition.client.authentication == .none)
        let step = try #require(definition.profile?.steps.first)
        #expect(step.request.body.text == "json {query:\"{ shop { name } }\",costs:<$5>}")
    }

    @Test("What a call writes takes the place of the standard's form")
    func readsCalls() throws {
        let definition = try read("calls")
        let exchange = try #require(definition.exchange.first)
        #expect(exchange.request.query.texts == ["version=2"])
        #expect(exchange.request.body.text == "form code=${code}")
        let refresh = try #require(definition.refresh?.step)
        #expect(refresh.request.method == "PATCH")
        #expect(refresh.request.query.texts == ["version=2"])
        #expect(refresh.request.body.text == "form token=${refresh_token}")
        #expect(refresh.request.headers.texts == ["X-Version=2"])
        #expect(refresh.request.success?.text == "$.token")
        #expect(refresh.request.failure?.text == "$.fault")
        #expect(refresh.answer.accessToken.texts == ["$.token"])
        let revoke = try #require(definition.revoke)
        #expect(revoke.authentication.text == "none")
        #expect(
            revoke.body.text == #"standard ["all=true"] ["token>grant"] ["token_type_hint"]"#
        )
        #expect(revoke.success?.text == "$.done")
        let profile = try #require(definition.profile)
        #expect(profile.every == Span(seconds: 7200))
        #expect(profile.steps.map(\.every) == [nil])
        #expect(profile.steps.map(\.request.method) == ["POST"])
        #expect(profile.steps.map(\.request.body.text) == ["form fields=id"])
        let media = try #require(definition.collections.first?.request)
        #expect(media.method == "PUT")
        #expect(media.body.text == "json {fields:[\"id\"]}")
        #expect(media.failure?.text == "$.fault")
    }

    @Test("A body decides the method, and adjusts the standard's form")
    func readsBodies() throws {
        let definition = try read("bodies")
        #expect(definition.refresh?.step.request.body.text == "json {token:<${refresh_token}>}")
        #expect(definition.revoke?.body.text == "form token=${access_token}")
        #expect(definition.collections.map(\.request.method) == ["POST", "GET"])
        #expect(
            definition.exchange.map(\.request.body.text) == [
                #"standard ["audience=all"] ["client_id>app_id"] ["redirect_uri"]"#
            ]
        )
    }

    @Test("A plain provider needs nine lines: the rest is the standards'")
    func fillsInDefaults() throws {
        let definition = try read("plain")
        #expect(definition.provider == "plain")
        #expect(definition.name == "plain")
        #expect(definition.client.authentication == .body)
        #expect(definition.authorize.pkce == .s256)
        #expect(definition.authorize.scopeSeparator == " ")
        #expect(definition.authorize.codeParameter == "code")
        #expect(definition.authorize.codeSuffix == nil)
        let step = try #require(definition.exchange.first)
        #expect(step.request.method == "POST")
        #expect(step.request.body.text == "standard [] [] []")
        #expect(step.request.authentication.text == "client")
        #expect(step.answer.accessToken.texts == ["$.access_token"])
        #expect(step.answer.refreshToken.texts == ["$.refresh_token"])
        #expect(
            step.answer.expiry.texts == [
                "seconds $.expires_in", "epoch $.expires_at", "iso8601 $.expires_at",
            ]
        )
        #expect(
            step.answer.refreshExpiry.texts == [
                "seconds $.refresh_token_expires_in|$.refresh_expires_in",
                "epoch $.refresh_token_expires_at", "iso8601 $.refresh_token_expires_at",
            ]
        )
        #expect(step.answer.scope.texts == ["$.scope"])
        #expect(step.answer.accountID.texts.isEmpty)
        let refresh = try #require(definition.refresh)
        #expect(refresh.step.request.url.text == "https://a.example/token")
        #expect(refresh.credential == .refreshToken)
        #expect(refresh.rotation == .sometimes)
        #expect(refresh.window == Span(seconds: 864_000))
        #expect(definition.lifetimes.code == Span(seconds: 600))
        #expect(definition.lifetimes.access == nil)
        #expect(definition.api.authorization?.text == "Bearer ${access_token}")
        #expect(definition.errors.token.code.texts == ["$.error"])
        #expect(definition.errors.api.code.texts == ["$.error.code", "$.code", "$.error"])
        #expect(definition.profile == nil)
        #expect(definition.publicFields.isEmpty)
    }
}
