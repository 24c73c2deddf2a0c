import CCurl

extension HTTPError {
    /// Translates libcurl's result code (libcurl-errors(3)).
    ///
    /// - Parameter message: libcurl's own words. Shown only for kinds whose words hold host and port but no path.
    init(code: CURLcode, address: HTTPAddress, message: String, mayHaveBeenSent: Bool) {
        let kind = Kind(code: code)
        let words: String
        switch kind {
        case .unreachable, .tls, .local: words = message.isEmpty ? String(cString: curl_easy_strerror(code)) : message
        case .timeout, .tooLarge, .reset, .malformedReply, .redirect, .invalidURL, .invalidRequest,
            .cancelledByShutdown:
            words = String(cString: curl_easy_strerror(code))
        }
        self.init(
            kind: kind,
            detail: "\(address.redacted): \(words)",
            reason: words,
            mayHaveBeenSent: mayHaveBeenSent
        )
    }
}

extension HTTPError.Kind {
    init(code: CURLcode) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_PROXY:
            self = .unreachable
        case CURLE_OPERATION_TIMEDOUT:
            self = .timeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            self = .tls
        case CURLE_FILESIZE_EXCEEDED:
            self = .tooLarge
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
            self = .reset
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            self = .malformedReply
        case CURLE_TOO_MANY_REDIRECTS, CURLE_UNSUPPORTED_PROTOCOL:  // The first scheme was checked before.
            self = .redirect
        case CURLE_URL_MALFORMAT:
            self = .invalidURL
        default:  // About ninety codes: other protocols, bad options, no memory.
            self = .local
        }
    }
}
