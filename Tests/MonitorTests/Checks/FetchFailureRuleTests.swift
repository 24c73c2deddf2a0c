import Exchange
import Market
import Monitor
import Store
import Testing

@Suite("Fetch failure rule")
struct FetchFailureRuleTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        /// This cycle's market, by endpoint: the kind of failure, nil where the exchange answered.
        let own: [ExchangeError.Kind?]
        var others: [ExchangeError.Kind?] = []
        /// Keys that are bad, in order of their text.
        let bad: [String]
        /// Keys that must be said to be good.
        var good: [String] = []
        /// Keys of which nothing may be said.
        var silent: [String] = []
        var testDescription: String { name }
    }

    private static let fine: [ExchangeError.Kind?] = [nil, nil, nil]
    private static let dead: [ExchangeError.Kind?] = [.timeout, .unreachable, .serverError]

    static let cases = [
        Case(
            name: "all is well",
            own: fine,
            bad: [],
            good: ["authentication/-/-", "rate_limit/-/-", "unreachable/-/-"]
        ),
        Case(
            name: "one data set does not answer",
            own: [nil, .timeout, nil],
            bad: ["unreachable/FX/orderstats"],
            good: ["unreachable/-/-", "unreachable/FX/-", "unreachable/FX/tradestats"]
        ),
        Case(
            name: "nobody gets through: one alert of the host",
            own: dead,
            others: dead,
            bad: ["unreachable/-/-"],
            silent: ["unreachable/FX/-", "unreachable/FX/tradestats", "authentication/-/-"]
        ),
        Case(name: "the only market there is", own: dead, bad: ["unreachable/-/-"]),
        Case(
            name: "one market is down while others answer: one alert of the market, not of the host",
            own: dead,
            others: fine,
            bad: ["unreachable/FX/-"],
            good: ["unreachable/-/-"],
            silent: ["unreachable/FX/tradestats"]
        ),
        Case(
            name: "the host is back here first",
            own: fine,
            others: dead,
            bad: [],
            good: ["unreachable/-/-", "unreachable/FX/-"]
        ),
        Case(
            name: "401 is the login, and no data set's fault",
            own: [nil, .unauthorized, nil],
            bad: ["authentication/-/-"],
            silent: ["entitlement/FX/orderstats", "unreachable/-/-/-"]
        ),
        Case(
            name: "a login page for everything is the login",
            own: [.loginPage, .loginPage, .loginPage],
            bad: ["authentication/-/-"]
        ),
        Case(
            name: "a login page for one data set is that data set",
            own: [nil, .loginPage, nil],
            bad: ["authentication/FX/orderstats"],
            good: ["authentication/-/-", "authentication/FX/tradestats"]
        ),
        Case(
            name: "pages in place of all data are one failure, and nobody's password",
            own: [.notData, .notData, .notData],
            bad: ["bad_payload/-/-"],
            silent: ["authentication/-/-", "bad_payload/FX/tradestats"]
        ),
        Case(
            name: "a page in place of one data set is that data set's",
            own: [nil, .notData, nil],
            bad: ["bad_payload/FX/orderstats"],
            good: ["bad_payload/-/-", "bad_payload/FX/tradestats"]
        ),
        Case(
            name: "one market's answer does not end another's refusal",
            own: fine,
            others: [.unauthorized],
            bad: [],
            silent: ["authentication/-/-"]
        ),
        Case(
            name: "too many requests, in either form",
            own: [.rateLimited, .networkProtection, nil],
            bad: ["rate_limit/-/-"],
            silent: ["unreachable/FX/-/-"]
        ),
        Case(
            name: "a limit reached elsewhere is not over here",
            own: fine,
            others: [.rateLimited],
            bad: [],
            silent: ["rate_limit/-/-"]
        ),
        Case(name: "not in the plan", own: [nil, nil, .forbidden], bad: ["entitlement/FX/obstats"]),
        Case(
            name: "cannot be read, or is not there",
            own: [.badPayload, .notFound, nil],
            bad: ["bad_payload/FX/orderstats", "bad_payload/FX/tradestats"]
        ),
    ]

    @Test("names the cause, as widely as it is proven and no wider", arguments: cases)
    func causes(_ example: Case) {
        let endpoints: [Endpoint] = [.tradestats, .orderstats, .obstats]
        func results(_ market: AlgoPackSegment, _ kinds: [ExchangeError.Kind?]) -> [FetchFailureRule.Result] {
            zip(endpoints, kinds).map { endpoint, kind in
                .init(feed: Feed(market, endpoint), error: kind.map { ExchangeError($0, detail: "it failed") })
            }
        }
        let verdicts = FetchFailureRule.verdicts(
            results(.currency, example.own),
            others: results(.equities, example.others)
        )
        let bad = verdicts.filter(\.isBad).map(\.key.description).sorted()
        let good = Set(verdicts.filter { !$0.isBad }.map(\.key.description))
        #expect(bad == example.bad)
        for key in example.good { #expect(good.contains(key), "\(key) should be good") }
        for key in example.silent { #expect(!good.contains(key) && !bad.contains(key), "\(key) is not known") }
        #expect(Set(verdicts.map(\.key)).count == verdicts.count, "one verdict for a key")
    }

    @Test("the facts name the feeds, the status and the first failure, in bounds")
    func facts() throws {
        let error = ExchangeError(.serverError, status: 503, detail: String(repeating: "é", count: 5_000))
        let results = [Endpoint.tradestats, .obstats].map {
            FetchFailureRule.Result(feed: Feed(.futures, $0), error: error)
        }
        let bad = FetchFailureRule.verdicts(results).first { $0.isBad }
        let facts = try #require(bad).facts
        #expect(facts.feeds == ["FO tradestats", "FO obstats"])
        #expect(facts.status == 503)
        #expect(facts.detail?.count == 300)
        #expect(facts.detail?.hasPrefix("server_error 503: é") == true)
    }

    @Test("no request, no verdict")
    func nothing() {
        #expect(FetchFailureRule.verdicts([]).isEmpty)
    }
}

extension Verdict {
    var isBad: Bool {
        if case .bad = finding { true } else { false }
    }
}
