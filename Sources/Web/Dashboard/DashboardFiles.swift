import Platform

/// The dashboard's files: the page, its styles and modules, and Debian's chart library.
struct DashboardFiles: Sendable {
    private let page: StaticFolder
    private let charts: StaticFolder

    init(folder: String, charts: String) {
        page = StaticFolder(path: folder)
        var library = StaticFolder(path: charts)
        library.cacheControl = "max-age=86400"
        self.charts = library
    }

    /// - Parameter path: without a leading slash, percent-decoded.
    func response(to request: WebRequest, for path: String) -> WebResponse {
        // Its folder has the whole library in many forms; the page needs one of them.
        let isLibrary = path == "vendor/chart.min.js"
        var response =
            isLibrary ? charts.response(to: request, for: "chart.min.js") : page.response(to: request, for: path)
        response.headers += Self.headers
        return response
    }

    /// No script but the page's own files, no frame around it, no address of it told to others.
    private static let headers = [
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ), ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ]
}
