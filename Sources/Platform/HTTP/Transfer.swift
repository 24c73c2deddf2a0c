import CCurl
import Synchronization

/// One libcurl easy handle with all it needs, from a checked request to a response.
///
/// Built by the calling task, then touched only by the loop's thread, whose callbacks get it as their context while
/// the loop keeps it alive.
final class Transfer: @unchecked Sendable {  // Handed over once, under the loop's inbox lock; `isCancelled` is atomic.
    let handle: UnsafeMutableRawPointer
    let isCancelled = Atomic(false)
    let timeout: Duration
    private let address: HTTPAddress
    private let limits: (body: Int, headers: Int)
    private var headerLines: UnsafeMutablePointer<curl_slist>?
    private var multipart: OpaquePointer?
    private let message: UnsafeMutablePointer<CChar>

    private var headers: [(name: String, value: String)] = []
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var wasTooLarge = false
    private var wasSent = false
    private var answerHasBegun = false

    /// - Throws: `HTTPError` of kind `invalidURL`, `invalidRequest` or `local`.
    init(_ request: HTTPRequest, options: HTTPClientOptions) throws(HTTPError) {
        address = try HTTPAddress(request.url)
        timeout = request.timeout
        limits = (request.maximumResponseBytes, options.maximumHeaderBytes)
        guard let handle = curl_easy_init() else { throw HTTPError(kind: .local, detail: "curl_easy_init: no memory") }
        self.handle = handle
        // Not before the address is checked: an initializer that throws earlier never comes to `deinit`.
        message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try configure(request, options)
        try configureBody(of: request)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_mime_free(multipart)
        curl_slist_free_all(headerLines)
        message.deallocate()
    }

    /// What the connection limit counts by.
    var host: String { "\(address.isSecure ? "https" : "http")://\(address.host):\(address.port)" }

    // MARK: Results

    /// A body whose end has not left cannot have had an effect: the server waits for the rest of it.
    private var mayHaveBeenSent: Bool {
        guard wasSent else { return false }
        let whole = ccurl_get_bytes(handle, CURLINFO_CONTENT_LENGTH_UPLOAD_T)
        return whole <= 0 || answerHasBegun || ccurl_get_bytes(handle, CURLINFO_SIZE_UPLOAD_T) >= whole
    }

    func result(_ code: CURLcode) -> Result<HTTPResponse, any Error> {
        if code == CURLE_OK {
            let url = ccurl_get_string(handle, CURLINFO_EFFECTIVE_URL).map { String(cString: $0) } ?? ""
            let status = ccurl_get_long(handle, CURLINFO_RESPONSE_CODE)
            return .success(HTTPResponse(status: status, headers: headers, body: body, effectiveURL: url))
        }
        if wasTooLarge {
            let detail = "\(address.redacted): more than \(limits.body) body bytes or \(limits.headers) header bytes"
            return .failure(HTTPError(kind: .tooLarge, detail: detail, mayHaveBeenSent: true))
        }
        if code == CURLE_ABORTED_BY_CALLBACK {  // Only `aboutToSend` aborts.
            let detail = "\(address.redacted): the kept-alive connection died before an answer came"
            return .failure(HTTPError(kind: .reset, detail: detail, mayHaveBeenSent: true))
        }
        let proxyStatus = ccurl_get_long(handle, CURLINFO_HTTP_CONNECTCODE)
        if proxyStatus >= 300, !wasSent { return .failure(refusal(byProxy: proxyStatus)) }
        let message = String(cString: message)
        return .failure(HTTPError(code: code, address: address, message: message, mayHaveBeenSent: mayHaveBeenSent))
    }

    private func refusal(byProxy status: Int) -> HTTPError {
        let advice =
            status == 407 ? "give it user and password as in http://user:password@host:port" : "look at its rules"
        return HTTPError(
            kind: .unreachable,
            detail: "\(address.redacted): the proxy of the environment answered \(status); \(advice)"
        )
    }

    var shutdownError: HTTPError {
        let detail = "\(address.redacted): the HTTP client is shut down"
        return HTTPError(kind: .cancelledByShutdown, detail: detail, mayHaveBeenSent: mayHaveBeenSent)
    }

    var timeoutError: HTTPError {
        let milliseconds = timeout.wholeMilliseconds
        let detail = "\(address.redacted): no complete answer within \(milliseconds) ms"
        return HTTPError(kind: .timeout, detail: detail, mayHaveBeenSent: mayHaveBeenSent)
    }

    func localError(_ code: CURLMcode) -> HTTPError {
        HTTPError(kind: .local, detail: "\(address.redacted): \(String(cString: curl_multi_strerror(code)))")
    }

    // MARK: Events on the loop's thread

    /// Before every sending on a connection; a second one without an answer in between is a silent repetition.
    func aboutToSend() -> Bool {
        guard !wasSent || answerHasBegun else { return false }
        wasSent = true
        answerHasBegun = false
        return true
    }

    func receivedHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        if line.starts(with: "HTTP/".utf8) {  // A new answer: after a redirect, or after 100 Continue.
            headers = []
            body = []
            answerHasBegun = true
        }
        headerBytes += line.count
        wasTooLarge = headerBytes > limits.headers
        let text = String(decoding: line, as: UTF8.self)
        if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...]
            headers.append((String(text[..<colon]), value.trimmingSpace()))
        }
        return !wasTooLarge
    }

    func receivedBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        wasTooLarge = body.count + bytes.count > limits.body
        if !wasTooLarge { body.append(contentsOf: bytes) }
        return !wasTooLarge
    }

    // MARK: Configuration

    private func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
        try check(ccurl_set_long(handle, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
        try check(ccurl_set_string(handle, option, value))
    }

    private func check(_ code: CURLcode) throws(HTTPError) {
        guard code != CURLE_OK else { return }
        let message = String(cString: curl_easy_strerror(code))
        throw HTTPError(code: code, address: address, message: message, mayHaveBeenSent: false)
    }

    private func configure(_ request: HTTPRequest, _ options: HTTPClientOptions) throws(HTTPError) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try check(ccurl_set_callbacks(handle, transferBody, transferHeader, transferAboutToSend, context))
        try check(ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, message))
        try set(CURLOPT_URL, request.url)
        try set(CURLOPT_NOSIGNAL, 1)
        // Without it, removing a handle joins its name lookup thread and a dead resolver stops every transfer.
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_REDIR_PROTOCOLS_STR, address.isSecure ? "https" : "http,https")
        // Requests are few and small; one connection per request in flight keeps resets and limits easy to reason about.
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        try set(CURLOPT_ACCEPT_ENCODING, "")  // Everything this libcurl can decode.
        try set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.wholeMilliseconds)
        try set(CURLOPT_FOLLOWLOCATION, request.followRedirects ? 1 : 0)
        try set(CURLOPT_MAXREDIRS, options.maximumRedirects)
        try set(CURLOPT_USERAGENT, options.userAgent)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // Debian's libcurl also searches /etc/ssl/certs, so this adds to the system's certificates.
        if let file = options.certificateAuthorityFile { try set(CURLOPT_CAINFO, file) }
        if let interface = options.interface { try set(CURLOPT_INTERFACE, interface) }
        try set(CURLOPT_PROXY, options.proxies.proxy(for: address))
        try set(CURLOPT_NOPROXY, options.proxies.exceptions)
        if let file = options.certificateAuthorityFile { try set(CURLOPT_PROXY_CAINFO, file) }
        // A proxy's answer to CONNECT is not the server's: it would make a silent repetition look like a new exchange.
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Curl waits up to a second for "100 Continue" before larger bodies; our servers take them at once.
        append(line: "Expect:")
        for (name, value) in request.headers { try append(name, value) }
        try check(ccurl_set_pointer(handle, CURLOPT_HTTPHEADER, headerLines))
    }

    private func append(_ name: String, _ value: String) throws(HTTPError) {
        guard HTTPSyntax.isToken(name), HTTPSyntax.isFieldValue(value) else {
            let detail = "\(address.redacted): a header name or value holds characters that HTTP forbids"
            throw HTTPError(kind: .invalidRequest, detail: detail)
        }
        append(line: value.isEmpty ? "\(name);" : "\(name): \(value)")  // "Name:" would remove the header.
    }

    private func append(line: String) {
        headerLines = curl_slist_append(headerLines, line) ?? headerLines
    }

    private func configureBody(of request: HTTPRequest) throws(HTTPError) {
        guard HTTPSyntax.isToken(request.method) else {
            throw HTTPError(kind: .invalidRequest, detail: "\(address.redacted): the method is not a word")
        }
        let names = request.headers.map { $0.0.lowercased() }
        switch request.body {
        case nil:
            if request.method == "HEAD" { try set(CURLOPT_NOBODY, 1) }
            if request.method == "POST" {
                if !names.contains("content-type") { append(line: "Content-Type:") }  // Or libcurl invents one.
                try setBody([])
            }
        case .bytes(let bytes, let contentType):
            if !names.contains("content-type") { try append("Content-Type", contentType) }
            try setBody(bytes)
        case .form(let fields):
            try setBody(Array(URLEncoding.form(fields).utf8))
        case .multipart(let parts):
            try setMultipart(parts)
        }
        try check(ccurl_set_pointer(handle, CURLOPT_HTTPHEADER, headerLines))
        if request.method != "HEAD" { try set(CURLOPT_CUSTOMREQUEST, request.method) }
    }

    private func setBody(_ bytes: [UInt8]) throws(HTTPError) {
        try set(CURLOPT_POST, 1)
        try check(bytes.withUnsafeBytes { ccurl_set_body(handle, $0.baseAddress, $0.count) })
    }

    private func setMultipart(_ parts: [HTTPPart]) throws(HTTPError) {
        // Quotes in names as `\"`, which Telegram and Go read; since 7.81 libcurl writes `%22`, which most do not.
        try set(CURLOPT_MIME_OPTIONS, Int(CURLMIMEOPT_FORMESCAPE))
        multipart = curl_mime_init(handle)
        for part in parts {
            guard [part.name, part.filename ?? "", part.contentType ?? ""].allSatisfy(HTTPSyntax.isFieldValue) else {
                let detail = "\(address.redacted): a part's name or type holds control characters"
                throw HTTPError(kind: .invalidRequest, detail: detail)
            }
            let raw = curl_mime_addpart(multipart)
            try check(curl_mime_name(raw, part.name))
            try check(
                part.bytes.withUnsafeBytes {
                    curl_mime_data(raw, $0.baseAddress ?? UnsafeRawPointer(message), $0.count)
                }
            )
            if let filename = part.filename { try check(curl_mime_filename(raw, filename)) }
            if let type = part.contentType ?? (part.filename == nil ? nil : "application/octet-stream") {
                try check(curl_mime_type(raw, type))
            }
        }
        try check(ccurl_set_pointer(handle, CURLOPT_MIMEPOST, UnsafeMutableRawPointer(multipart)))
    }
}
