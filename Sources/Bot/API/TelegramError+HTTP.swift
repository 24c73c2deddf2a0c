import Platform

extension TelegramError {
    /// Turns a failure below the API into a kind.
    ///
    /// The transport's own words are left out: the token is part of the URL, and one place that could leak it is enough.
    init(method: String, _ error: HTTPError) {
        self.init(error.mayHaveBeenSent ? .noAnswer : .unreachable, detail: "\(method): \(error.kind.rawValue)")
    }
}
