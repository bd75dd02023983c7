/// What a person sees when the app's request is too wrong to send anybody back.
enum AuthorizationErrorPage {
    static func answer(_ text: String) -> Answer {
        .html(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Error</title></head>
            <body><h1>Error</h1><p>\(text)</p></body></html>

            """,
            status: 400
        )
    }
}
