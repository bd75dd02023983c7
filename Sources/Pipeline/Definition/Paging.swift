/// How one page leads to the next.
package enum Paging: Sendable {
    /// A cursor in the answer goes into a query parameter (or a JSON body key of that name);
    /// `more`, where written, must select something other than `false` for there to be a next page.
    case cursor(pick: ValuePick, parameter: String, more: ValuePick?)
    /// A whole URL in the answer. It must stay on the host of the request.
    case next(ValuePick)
    /// A `Link` header with `rel="next"` (RFC 8288). It must stay on the host of the request.
    case link
    /// A number that grows by the page's size; ends on a page with fewer items.
    case offset(parameter: String, sizeParameter: String, size: Int)
    /// A page number from `first`; ends on an empty page.
    case page(parameter: String, first: Int)
}
