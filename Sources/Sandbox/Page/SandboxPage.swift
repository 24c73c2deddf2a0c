import Platform

/// The page at `/`.
enum SandboxPage {
    static let response = WebResponse.html("<!DOCTYPE html><title>Mayak sandbox</title>\n")
}
