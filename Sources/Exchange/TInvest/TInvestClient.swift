package import Market
package import Platform

/// Asks the broker's REST gateway: authorised, paced per method, questions repeated where that is right, orders never.
package struct TInvestClient: Sendable {
    package let options: TInvestOptions
    /// Our clock against the broker's.
    package let meter: SkewMeter
    private let token: Secret<String>
    private let http: HTTPClient
    private let channels: BrokerChannels?
    private let clock: any MarketClock
    private let log: Log
    private let plan = Lock(RatePlan())

    /// - Parameter channels: the ways to the broker in place of `http`, where there are two.
    /// - Throws: ``TInvestError`` of kind `misconfigured`, which says what to set and where to get it.
    package init(
        options: TInvestOptions,
        http: HTTPClient,
        channels: BrokerChannels? = nil,
        clock: any MarketClock,
        log: Log
    ) throws(TInvestError) {
        try options.check()
        self.options = options
        // The check has just seen it.
        token = options.token ?? Secret("")
        meter = SkewMeter()
        self.http = http
        self.channels = channels
        self.clock = clock
        self.log = log
    }

    /// The answer to a call.
    ///
    /// A question is tried again after the broker's own trouble and after a refusal for too many calls. A call that changes
    /// something is made once: what became of one without an answer is for the caller to ask.
    ///
    /// - Throws: ``TInvestError``; `CancellationError`.
    package func call(_ method: TInvestMethod, _ body: JSON = .object([])) async throws -> BrokerMessage {
        var tries = 1
        while true {
            do {
                return try await once(method, body)
            } catch let error as TInvestError where error.isTransient && method.isQuestion {
                guard tries < options.maximumTries, let wait = wait(after: tries, error) else { throw error }
                log.debug("Broker's call failed, trying again", ["method": method.name, "error": error.description])
                tries += 1
                try await clock.sleep(for: wait)
            }
        }
    }

    /// Reads the limits that the account's tariff has, so that calls are spread by them from the start.
    ///
    /// - Throws: as ``call(_:_:)``.
    package func readTariff() async throws {
        let tariff = try await call(.tariff)
        let limits = try tariff.messages("unaryLimits")
        for limit in limits {
            let number = Int(clamping: try limit.integer("limitPerMinute"))
            let names = Set(try limit.texts("methods").compactMap { $0.split(separator: "/").last.map(String.init) })
            for method in TInvestMethod.all where names.contains(method.name) {
                plan.withLock { $0.set(limit: number, of: method.group) }
            }
        }
    }

    /// Calls a minute that the plan goes by.
    package func limit(of group: TInvestMethod.Group) -> Int { plan.withLock { $0.limit(of: group) } }

    private func once(_ method: TInvestMethod, _ body: JSON) async throws -> BrokerMessage {
        let now = clock.now
        let slot = plan.withLock { $0.reserve(method.group, at: now) }
        if slot > now { try await clock.sleep(until: slot, tolerance: nil) }
        try Task.checkCancellation()
        let response: HTTPResponse
        let start = ContinuousClock.now
        do {
            response = try await (channels?.http ?? http).send(request(method, body))
        } catch let error as HTTPError {
            throw TInvestError(error, method: method)
        }
        let arrival = clock.now
        meter.note(date: response.header("Date"), travel: start.duration(to: .now), now: arrival)
        plan.withLock {
            $0.note(
                method.group,
                limit: response.header("x-ratelimit-limit"),
                remaining: response.header("x-ratelimit-remaining"),
                reset: response.header("x-ratelimit-reset"),
                isRefused: response.status == 429,
                at: arrival
            )
        }
        if let error = TInvestError(response, method: method) { throw error }
        log.debug("Broker answered", ["method": method.name, "tracking.id": response.header("x-tracking-id") ?? ""])
        do {
            let json = try JSON.parse(response.body)
            guard json.members != nil else { throw JSONError(TextPlace(line: 1, column: 1), "an object is missing") }
            return BrokerMessage(method: method.name, json: json)
        } catch {
            throw TInvestError(
                .badPayload,
                mayHaveBeenDone: true,
                trackingID: response.header("x-tracking-id"),
                detail: "\(method.name): the answer is not the broker's: \(error)"
            )
        }
    }

    private func request(_ method: TInvestMethod, _ body: JSON) -> HTTPRequest {
        HTTPRequest(
            url: options.baseURL + method.path,
            headers: [
                ("Authorization", "Bearer \(token.reveal())"), ("x-app-name", options.applicationName),
                ("Accept", "application/json"),
            ],
            body: .bytes(body.bytes, contentType: "application/json"),
            timeout: method.deadline,
            maximumResponseBytes: 32 << 20
        )
    }

    /// nil when the broker asks for more than we are ready to wait.
    private func wait(after tries: Int, _ error: TInvestError) -> Duration? {
        let usual = options.firstRetryDelay * (1 << min(tries - 1, 10))
        guard let asked = error.retryAfter else { return usual }
        return asked <= options.longestRateWait ? max(asked, .milliseconds(100)) : nil
    }
}
