import Exchange
package import Market
package import Platform
import Store

/// Our clock against Telegram's and the exchange's: which differ, and whose is likely wrong.
package struct ClockSkewRule: RuleFamily, StandingCheck {
    /// A clock that is being set right passes through other values.
    static let policies: [AlertRule: AlertPolicy] = [
        .clockSkew: AlertPolicy(ticksToFire: 2, isIncident: false, recheck: .watch)
    ]

    private let settings: SettingStore
    private let exchange: SkewMeter
    private let clock: any MarketClock
    private let limit: Duration
    private var saved: String?

    /// - Parameter limit: at speed 1.
    init(settings: SettingStore, exchange: SkewMeter, clock: any MarketClock, limit: Duration) {
        self.settings = settings
        self.exchange = exchange
        self.clock = clock
        self.limit = limit
    }

    /// Measurements older than this say nothing of now; unit: real time at speed 1.
    package static let memory = Duration.minutes(20)

    /// Our clock against the exchange's, which this process asks, and Telegram's, which the bot does.
    mutating func look(at now: Timestamp, on date: CivilDate) async throws -> [Verdict] {
        let exchange = exchange.skew
        if let exchange, exchange.text != saved {
            try await settings.set(SettingName.exchangeSkew, exchange.text)
            saved = exchange.text
        }
        let telegram = ClockSkew(text: try await settings.value(SettingName.telegramSkew))
        // A clock of a sandbox runs faster than the way of an answer is measured.
        let limit = limit * clock.speedUp
        return [Self.verdict(telegram: telegram, exchange: exchange, at: now, limit: limit)].compactMap(\.self)
    }

    /// Bad above the limit, good below half of it; nil in between and where nothing was measured.
    package static func verdict(
        telegram: ClockSkew?,
        exchange: ClockSkew?,
        at now: Timestamp,
        limit: Duration
    ) -> Verdict? {
        let key = AlertKey(.clockSkew)
        let telegram = telegram.flatMap { isFresh($0, at: now, limit) ? $0.skew : nil }
        let exchange = exchange.flatMap { isFresh($0, at: now, limit) ? $0.skew : nil }
        guard let worst = [telegram, exchange].compactMap({ $0.map(magnitude) }).max() else { return nil }
        if worst <= limit / 2 { return .good(key) }
        guard worst > limit else { return nil }
        var facts = AlertFacts()
        facts.clocks = AlertFacts.Clocks(
            telegram: telegram.map { Int($0.inSeconds.rounded()) },
            exchange: exchange.map { Int($0.inSeconds.rounded()) },
            wrong: wrong(telegram, exchange, limit)
        )
        return .bad(key, value: worst.inSeconds.rounded(), limit: limit.inSeconds, facts: facts)
    }

    /// Where two servers agree, the third clock is wrong; with one server nobody can tell.
    private static func wrong(_ telegram: Duration?, _ exchange: Duration?, _ limit: Duration) -> AlertFacts.Clocks
        .Side?
    {
        guard let telegram, let exchange else { return nil }
        if magnitude(telegram - exchange) <= limit { return .ours }
        if magnitude(telegram) <= limit / 2 { return .exchange }
        if magnitude(exchange) <= limit / 2 { return .telegram }
        return nil
    }

    /// A step of our clock moves the time of the measurement as well, so it is told by neither sign.
    private static func isFresh(_ skew: ClockSkew, at now: Timestamp, _ limit: Duration) -> Bool {
        magnitude(skew.measuredAt.duration(to: now)) <= max(memory, limit * 10)
    }

    private static func magnitude(_ span: Duration) -> Duration { span < .zero ? .zero - span : span }
}
