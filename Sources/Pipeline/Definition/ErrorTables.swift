/// What a provider's failures mean: one table for its token endpoint, one for its API.
package struct ErrorTables: Sendable {
    package var token: ErrorTable
    package var api: ErrorTable

    package init(token: ErrorTable, api: ErrorTable) {
        self.token = token
        self.api = api
    }
}
