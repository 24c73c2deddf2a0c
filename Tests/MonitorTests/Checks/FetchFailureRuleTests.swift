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

    @Test(
        "an outage's feeds are in one order whichever market asks, stay until they answer, and one job's ask is no news"
    )
    func order() throws {
        func down(
            _ markets: [AlgoPackSegment],
            _ endpoints: Set<Endpoint> = [.tradestats, .orderstats, .obstats, .futoi]
        )
            -> [FetchFailureRule.Result]
        {
            markets.flatMap(Feed.all(of:)).filter { endpoints.contains($0.endpoint) }
                .map { .init(feed: $0, error: ExchangeError(.serverError, detail: "503")) }
        }
        let all = Feed.all.filter(\.endpoint.isSlotted).map(\.description)
        var bench = BookBench()
        bench.see(FetchFailureRule.verdicts(down([.futures]), others: down([.equities, .currency])))
        for market: AlgoPackSegment in [.futures, .currency, .equities] {
            let others = AlgoPackSegment.allCases.filter { $0 != market }
            bench.see(FetchFailureRule.verdicts(down([market]), others: down(others)), after: .seconds(20))
            #expect(bench.records[1]?.facts.feeds == all)
        }
        // A single data set is asked for by another job.
        let hi2 = FetchFailureRule.verdicts(down([.equities], [.hi2]), others: down([.currency, .futures]))
        bench.see(hi2, after: .seconds(20))
        #expect(Set(bench.records[1]?.facts.feeds ?? []) == Set(all + ["EQ hi2"]))
        // One market alone keeps its three beside one data set.
        let fine = Feed.all(of: .futures).map { FetchFailureRule.Result(feed: $0, error: nil) }
        var one = BookBench()
        for _ in 0..<2 { one.see(FetchFailureRule.verdicts(down([.equities]), others: fine)) }
        let key = AlertKey(.unreachable, market: .equities)
        let three = try #require(one.book.alert(of: key)).facts.feeds
        #expect(three.count == 3)
        let single = FetchFailureRule.verdicts(down([.equities], [.tradestats]), others: fine)
        one.see(single.filter { $0.key == key })
        #expect(one.book.alert(of: key)?.facts.feeds == three)
        // What has answered leaves the list.
        var refused = down([.equities])
        for index in refused.indices { refused[index].error = ExchangeError(.unauthorized, detail: "401") }
        var login = BookBench()
        login.see(FetchFailureRule.verdicts(refused))
        refused[0].error = nil
        login.see(FetchFailureRule.verdicts(refused))
        #expect(login.book.alert(of: AlertKey(.authentication))?.facts.feeds.count == 2)
    }

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
