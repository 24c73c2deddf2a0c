import Platform

/// The page at `/`: the chat as a phone shows it, and beside it clock, faults, feeds and requests.
///
/// Its files lie in `static/sandbox`: the document, styles and scripts by topic, the latter in one scope and in the document's order.
struct SandboxPage: Sendable {
    private let folder: StaticFolder
    private let path: String

    init(folder path: String) {
        self.path = path
        folder = StaticFolder(path: path)
    }

    /// - Parameter name: the path below the folder; empty: the document.
    func response(to request: WebRequest, for name: String) -> WebResponse {
        var response = folder.response(to: request, for: name)
        if response.status == 404, name.isEmpty {
            response = .text(
                "The files of this page are not in \(path). Everything else of the sandbox answers without them.\n",
                status: 404
            )
        }
        response.headers.append(("Content-Security-Policy", Self.policy))
        return response
    }

    /// Nothing from anywhere else and nothing inline, whatever a message contains.
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}
