/// What a proxy in front of a provider shows when something broke.
enum ErrorPage {
    static func text(status: Int) -> String {
        """
        <!DOCTYPE html>
        <html><head><title>\(status)</title></head>
        <body><h1>\(status)</h1><p>Sorry, something went wrong. We're working on it.</p></body></html>

        """
    }
}
