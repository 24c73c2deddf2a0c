package import Platform

/// How the Bot API is reached.
package struct TelegramOptions: Sendable {
    /// `https://api.telegram.org`; may be `http://` and carry a path prefix (own API server, sandbox).
    package var baseURL: String
    /// Goes into the path of a request and nowhere else.
    package var token: Secret<String>
    /// Total time of an ordinary call.
    ///
    /// Default 15 s.
    package var timeout: Duration
    /// Total time of an upload.
    ///
    /// Default 60 s.
    package var uploadTimeout: Duration

    /// Answers within this real time count as one comparison of clocks.
    ///
    /// Default 1 s.
    package var skewSpacing = Duration.seconds(1)

    package init(
        baseURL: String,
        token: Secret<String>,
        timeout: Duration = .seconds(15),
        uploadTimeout: Duration = .seconds(60)
    ) {
        self.baseURL = baseURL
        self.token = token
        self.timeout = timeout
        self.uploadTimeout = uploadTimeout
    }
}
