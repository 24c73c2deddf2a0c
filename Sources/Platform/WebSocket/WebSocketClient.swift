import CCurl
import Glibc

/// Opens WebSockets over libcurl's connections: its TLS, its CA file, its proxies; the frames are ours.
///
/// Debian's libcurl is built without ws and wss, hence `CONNECT_ONLY` (curl_easy_recv(3)).
package struct WebSocketClient: Sendable {
    /// Where to and what with.
    package struct Request: Sendable {
        /// `ws://`, `wss://`, or the http form of either.
        package var url: String
        package var headers: [(String, String)] = []
        /// Best first.
        package var subprotocols: [String] = []

        package init(url: String, headers: [(String, String)] = [], subprotocols: [String] = []) {
            self.url = url
            self.headers = headers
            self.subprotocols = subprotocols
        }
    }

    private let connection: HTTPClientOptions
    private let options: WebSocketOptions

    package init(connection: HTTPClientOptions = HTTPClientOptions(), options: WebSocketOptions = WebSocketOptions()) {
        self.connection = connection
        self.options = options
    }

    /// An open connection; its end is the end of its messages.
    ///
    /// - Throws: ``WebSocketError``; `CancellationError`.
    package func open(_ request: Request) async throws -> WebSocket {
        try Task.checkCancellation()
        let opening = try WebSocketOpening(request, connection, options)
        return try await HandOver.wait { caller in
            let isStarted = WebSocketThread.start { opening.run(caller) }
            guard !isStarted else { return }
            caller.resume(throwing: WebSocketError(.misconfigured, "the system has no thread left"))
        }
    }
}

/// What a new connection's thread begins with.
private struct WebSocketOpening: @unchecked Sendable {  // The handle belongs to the one thread that runs it.
    let handle: UnsafeMutableRawPointer
    let address: HTTPAddress
    let request: WebSocketClient.Request
    let target: String
    let options: WebSocketOptions
    let timeout: Duration

    init(_ request: WebSocketClient.Request, _ connection: HTTPClientOptions, _ options: WebSocketOptions)
        throws(WebSocketError)
    {
        // libcurl and HTTPAddress know it by its http name.
        let url = request.url.hasPrefix("ws") ? "http" + request.url.dropFirst(2) : request.url
        do throws(HTTPError) {
            address = try HTTPAddress(url)
        } catch {
            throw WebSocketError(.misconfigured, error.detail)
        }
        guard CurlLoop.isLibraryReady, let handle = curl_easy_init() else {
            throw WebSocketError(.misconfigured, "libcurl has no memory left")
        }
        self.handle = handle
        self.request = request
        self.options = options
        timeout = connection.connectTimeout
        let rest = url[(url.firstRange(of: "://")?.upperBound ?? url.startIndex)...]
        let path = rest[(rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex)...].prefix { $0 != "#" }
        target = path.hasPrefix("/") ? String(path) : "/\(path)"
        let isSet =
            set(CURLOPT_URL, url) && set(CURLOPT_NOSIGNAL, 1) && set(CURLOPT_CONNECT_ONLY, 1)
            && set(CURLOPT_PROTOCOLS_STR, "http,https")
            // Keeps HTTP/2 out of what TLS agrees on.
            && set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
            && set(CURLOPT_CONNECTTIMEOUT_MS, timeout.wholeMilliseconds) && set(CURLOPT_SSL_VERIFYPEER, 1)
            && set(CURLOPT_SSL_VERIFYHOST, 2) && set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
            && set(CURLOPT_PROXY, connection.proxies.proxy(for: address))
            && set(CURLOPT_NOPROXY, connection.proxies.exceptions)
            && (connection.interface.map { set(CURLOPT_INTERFACE, $0) } ?? true)
            && (connection.certificateAuthorityFile.map { set(CURLOPT_CAINFO, $0) } ?? true)
        guard isSet else {
            curl_easy_cleanup(handle)
            throw WebSocketError(.misconfigured, "libcurl refuses an option")
        }
    }

    private func set(_ option: CURLoption, _ value: Int) -> Bool { ccurl_set_long(handle, option, value) == CURLE_OK }
    private func set(_ option: CURLoption, _ value: String) -> Bool {
        ccurl_set_string(handle, option, value) == CURLE_OK
    }

    /// Connects, shakes hands, hands the connection over, and moves its bytes until it is over.
    func run(_ caller: HandOver<WebSocket>) {
        let transport = CurlTransport(handle: handle)
        let (stream, messages) = AsyncThrowingStream<WebSocketMessage, any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(options.waiting)
        )
        do throws(WebSocketError) {
            let outbox = try WebSocketOutbox(limit: options.unsent, masks: true)
            let code = curl_easy_perform(handle)
            guard code == CURLE_OK else {
                let words = String(cString: curl_easy_strerror(code))
                throw WebSocketError(.unreachable, "\(address.redacted): \(words)")
            }
            let (subprotocol, first) = try shakeHands(transport)
            messages.onTermination = { termination in
                if case .cancelled = termination { outbox.close(.goingAway, "") }
            }
            caller.resume(returning: WebSocket(subprotocol: subprotocol, outbox: outbox, messages: stream))
            var loop = WebSocketLoop(
                transport,
                reading: .server,
                outbox: outbox,
                continuation: messages,
                options: options,
                first: first
            )
            loop.run()
        } catch {
            curl_easy_cleanup(handle)
            caller.resume(throwing: error)
        }
    }

    private func shakeHands(_ transport: CurlTransport) throws(WebSocketError) -> (String?, [UInt8]) {
        let random: [UInt8]
        do throws(FernetError) {
            random = try SystemRandom.bytes(16)
        } catch {
            throw WebSocketError(.misconfigured, error.detail)
        }
        let key = Base64.standard.encode(random)
        let port = address.port.isEmpty ? "" : ":\(address.port)"
        var unsent = try WebSocketHandshake.request(
            path: target,
            host: address.host + port,
            key: key,
            headers: request.headers,
            subprotocols: request.subprotocols
        )[...]
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let deadline = ContinuousClock.now + timeout
        while ContinuousClock.now < deadline {
            if !unsent.isEmpty, case .bytes(let count) = transport.send(unsent) { unsent = unsent.dropFirst(count) }
            switch transport.receive(into: &buffer) {
            case .bytes(let count):
                received += buffer[..<count]
                let answer = try WebSocketHandshake.answer(received, key: key, subprotocols: request.subprotocols)
                if let answer { return (answer.subprotocol, Array(received[answer.size...])) }
            case .again:
                var watched = pollfd(fd: transport.descriptor, events: Int16(POLLIN), revents: 0)
                _ = poll(&watched, 1, 100)
            case .end: throw WebSocketError(.broken, "\(address.redacted): the server broke off during the handshake")
            case .failed(let words): throw WebSocketError(.broken, "\(address.redacted): \(words)")
            }
        }
        throw WebSocketError(.unreachable, "\(address.redacted): no answer to the handshake")
    }
}

/// A connection of libcurl that is used as a socket.
private struct CurlTransport: WebSocketTransport {
    let handle: UnsafeMutableRawPointer

    var descriptor: CInt { CInt(ccurl_get_socket(handle)) }

    func receive(into buffer: inout [UInt8]) -> WebSocketTransfer {
        var count = 0
        let code = curl_easy_recv(handle, &buffer, buffer.count, &count)
        return code == CURLE_OK && count == 0 ? .end : outcome(code, count)
    }

    func send(_ bytes: ArraySlice<UInt8>) -> WebSocketTransfer {
        var count = 0
        let code = bytes.withUnsafeBytes { curl_easy_send(handle, $0.baseAddress, $0.count, &count) }
        return outcome(code, count)
    }

    private func outcome(_ code: CURLcode, _ count: Int) -> WebSocketTransfer {
        switch code {
        case CURLE_OK: .bytes(count)
        case CURLE_AGAIN: .again
        default: .failed(String(cString: curl_easy_strerror(code)))
        }
    }

    func finish(isAbort: Bool) {
        if isAbort { SocketReset.onClose(of: descriptor) }
        curl_easy_cleanup(handle)
    }
}
