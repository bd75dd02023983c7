/// A list at the provider, read page by page: media, playlists, videos.
package struct CollectionDefinition: Sendable {
    package var name: String
    /// How often it is read; `nil` means on every run.
    package var every: Span?
    package var request: RequestDefinition
    /// Selects the page's items.
    package var items: ValuePick
    package var fields: [FieldDefinition]
    package var paging: Paging?
    /// The most items kept; reading stops there.
    package var limit: Int

    package init(
        name: String,
        every: Span?,
        request: RequestDefinition,
        items: ValuePick,
        fields: [FieldDefinition],
        paging: Paging?,
        limit: Int
    ) {
        self.name = name
        self.every = every
        self.request = request
        self.items = items
        self.fields = fields
        self.paging = paging
        self.limit = limit
    }
}
