package import Market
package import Platform

/// Asks ISS: authorised, paced, retried where that is right, every failure a typed one.
package struct ISSClient: Sendable {
    package let options: ISSOptions
    /// Our clock against the exchange's.
    package let meter: SkewMeter
    private let http: HTTPClient
    private let clock: any MarketClock
    private let log: Log
    private let pacer: RequestPacer
    private let passport: PassportSession?
    /// Kinds of question whose last answer was marked, so that each is told once and not at every request.
    private let marked = Marks()

    private final class Marks: Sendable {
        private let families = Lock<Set<String>>([])

        /// True where that is news.
        func note(_ family: String, isMarked: Bool) -> Bool {
            families.withLock { families in
                guard isMarked else {
                    families.remove(family)
                    return false
                }
                return families.insert(family).inserted
            }
        }
    }

    /// The exchange's time by its last answers; nil before they have told it.
    package var serverTime: Timestamp? { meter.skew.map { clock.now - $0.skew } }

    package init(options: ISSOptions, http: HTTPClient, clock: any MarketClock, log: Log) {
        self.options = options
        meter = SkewMeter(spacing: options.skewSpacing)
        self.http = http
        self.clock = clock
        self.log = log
        pacer = RequestPacer(options: options, clock: clock)
        passport =
            options.authorization == .passport
            ? PassportSession(options: options, http: http, pacer: pacer, clock: clock) : nil
    }

    /// The answer to a question, read.
    ///
    /// - Throws: ``ExchangeError``; `CancellationError`.
    package func get(_ request: ISSRequest) async throws -> ISSAnswer {
        let response = try await response(to: request)
        let isDegraded = ExchangeError.isMarkedDenied(response)
        if marked.note(request.family, isMarked: isDegraded) {
            log.warning(
                "Exchange marked the login as not entitled",
                ["path": request.path, "family": request.family]
            )
        }
        do {
            return ISSAnswer(document: try ISSDocument.json(response.body), isDegraded: isDegraded)
        } catch {
            throw ExchangeError(.badPayload, status: response.status, detail: "\(request.path): \(error)")
        }
    }

    /// The page that shows the same question in a browser.
    package func link(_ request: ISSRequest) -> String {
        request.url(base: options.publicURL)
    }

    /// A good answer as it came.
    ///
    /// - Throws: ``ExchangeError``; `CancellationError`.
    package func response(to request: ISSRequest) async throws -> HTTPResponse {
        var tries = 1
        while true {
            do {
                return try await authorisedResponse(to: request)
            } catch let error as ExchangeError where error.isTransient && !error.isHeldBack {
                guard tries < options.maximumTries, let wait = retryDelay(after: tries, error, request) else {
                    throw error
                }
                log.debug("Call failed, trying again", ["path": request.path, "error": error.description])
                tries += 1
                try await clock.sleep(for: wait)
            }
        }
    }

    /// One try, after a new login when the cookie is refused.
    private func authorisedResponse(to request: ISSRequest) async throws -> HTTPResponse {
        var hasLoggedInAgain = false
        while true {
            let cookie: PassportSession.Cookie?
            do {
                cookie = try await passport?.cookie()
            } catch let error as ExchangeError {
                if !error.isHeldBack { pacer.failed(error, family: request.family) }
                throw error
            }
            try await pacer.admit(request.family)
            let response: HTTPResponse
            let start = ContinuousClock.now
            do {
                response = try await http.send(httpRequest(request, cookie))
            } catch let error as HTTPError {
                throw ExchangeError(error, path: request.path)
            }
            meter.note(date: response.header("Date"), travel: start.duration(to: .now), now: clock.now)
            guard let error = ExchangeError(response, path: request.path, now: clock.now) else {
                pacer.succeeded()
                await passport?.confirm()
                return response
            }
            if let passport, let cookie, error.mayMeanStaleCookie, !hasLoggedInAgain {
                // Once: refused with a fresh cookie too, it is the route or the rights, not the cookie.
                hasLoggedInAgain = true
                await passport.refuse(cookie)
                continue
            }
            pacer.failed(error, family: request.family)
            throw error
        }
    }

    private func httpRequest(_ request: ISSRequest, _ cookie: PassportSession.Cookie?) -> HTTPRequest {
        var headers = [("Accept", "application/json"), ("Cache-Control", "no-cache")]
        switch options.authorization {
        case .key: headers.append(("Authorization", "Bearer \(options.apiKey?.reveal() ?? "")"))
        case .passport: headers.append(("Cookie", "MicexPassportCert=\(cookie?.value.reveal() ?? "")"))
        case .none: break
        }
        return HTTPRequest(
            url: request.url(base: options.baseURL, suffix: ".json"),
            headers: headers,
            timeout: options.timeout,
            maximumResponseBytes: options.maximumBodyBytes
        )
    }

    /// Doubling waits, less up to half of each; nil when the server asks for more than we are ready to wait.
    ///
    /// The part taken off follows from the request and the try, so that calls that failed together come back apart and
    /// a replay still repeats itself.
    private func retryDelay(after tries: Int, _ error: ExchangeError, _ request: ISSRequest) -> Duration? {
        let full = min(options.firstRetryDelay * (1 << min(tries - 1, 16)), options.maximumRetryDelay)
        let wait = full - full / 2 * Self.fraction(request.path, tries)
        guard let asked = error.retryAfter else { return wait }
        return asked <= options.maximumRetryDelay ? max(asked, wait) : nil
    }

    /// 0 to 1, by the hash of both.
    private static func fraction(_ text: String, _ number: Int) -> Double {
        let hash = FNV1a.hash(Array(text.utf8) + [UInt8(truncatingIfNeeded: number)])
        return Double(hash >> 11) / Double(1 << 53)
    }
}
