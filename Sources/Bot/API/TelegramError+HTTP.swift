import Platform

extension TelegramError {
    /// Turns a failure below the API into a kind.
    ///
    /// Of the transport's words only the reason is taken: the token is part of the path.
    init(method: String, _ error: HTTPError) {
        let reason = error.reason.isEmpty ? error.kind.rawValue : error.reason
        self.init(error.mayHaveBeenSent ? .noAnswer : .unreachable, detail: "\(method): \(reason)")
    }
}
