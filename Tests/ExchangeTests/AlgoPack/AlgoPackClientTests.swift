import Market
import Platform
import Sandbox
import TestKit
import Testing

@testable import Exchange

@Suite("AlgoPack client", .timeLimit(.minutes(5)))
struct AlgoPackClientTests {
    @Test("a cycle over all feeds asks them side by side")
    func sideBySide() async throws {
        let barrier = Barrier(count: Feed.all.count)
        // Nobody is answered before everybody has asked: one by one this would never end.
        let exchange = try FakeExchange { request, _ in
            await barrier.arrive()
            let page = Rows.page(request.queryValue("start") == nil ? 0..<2 : 0..<0)
            let isOpenInterest = request.path.contains("futoi")
            return .json(isOpenInterest ? page.replacing("\"data\":{", with: "\"futoi\":{") : page)
        }
        let client = exchange.client()
        let replies = try await withThrowingTaskGroup(of: FeedReply.self) { group in
            for feed in Feed.all { group.addTask { try await client.latest(feed, on: day) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.allSatisfy { $0.page?.rowCount == 2 })
        let firsts = exchange.requests.filter { $0.queryValue("start") == nil }.map(\.path)
        #expect(Set(firsts).count == Feed.all.count)
        await exchange.stop()
    }

    @Test("starts calls three a second unless told otherwise")
    func paced() async throws {
        let exchange = try FakeExchange { _, _ in .json(Rows.page(0..<2)) }
        var options = exchange.iss
        options.requestsPerSecond = ISSOptions().requestsPerSecond
        let clock = ReplayClock(start: start)
        let client = exchange.client(options, clock: clock)
        for _ in 0..<10 { _ = try await client.latest(Feed(.equities, .obstats), on: day) }
        #expect(abs((clock.now - start).inSeconds - 3) < 0.001)
        await exchange.stop()
    }

    @Test("latest is one request, and the whole page is read")
    func latest() async throws {
        let text = """
            {"futoi":{"columns":["sess_id","seqnum","tradedate","tradetime","ticker","clgroup","pos","pos_long","pos_short",
            "pos_long_num","pos_short_num","systime"],"data":[
            [9001,2,"2024-07-15","10:10:00","ZZ","YUR",-50,100,-150,4,6,"2024-07-15 10:10:08"],
            [9001,2,"2024-07-15","10:10:00","ZZ","FIZ",50,90,-40,30,12,"2024-07-15 10:10:08"]]}}
            """
        let exchange = try FakeExchange { _, _ in .json(text) }
        let client = exchange.client()
        let page = try #require(try await client.latest(Feed(.futures, .futoi), on: day).page)
        #expect(exchange.paths == ["/iss/analyticalproducts/futoi/securities.json"])
        #expect(page.lastSystime == MoscowTime.instant("2024-07-15 10:10:08"))
        #expect(
            page.link
                == "\(exchange.server.baseURL)/public/iss/analyticalproducts/futoi/securities?date=2024-07-15&latest=1"
        )
        #expect(page.drift.isEmpty)
        await exchange.stop()
    }

    struct Paging: CustomTestStringConvertible, Sendable {
        let name: String
        let answer: @Sendable (Int) -> String
        let starts: [Int]
        let rowCount: Int
        var isTruncated = false
        var testDescription: String { name }
    }

    static let pagings: [Paging] = [
        Paging(
            name: "with a cursor, no request too many",
            answer: { Rows.page($0..<min($0 + 1000, 1023), cursor: 1023) },
            starts: [0, 1000],
            rowCount: 1023
        ),
        Paging(
            name: "with a cursor and pages shorter than it says",
            answer: { Rows.page($0..<min($0 + 400, 1000), cursor: 1000) },
            starts: [0, 400, 800],
            rowCount: 1000
        ),
        Paging(
            name: "without a cursor, until an empty page",
            answer: { Rows.page($0..<min($0 + 1000, 1023)) },
            starts: [0, 1000, 1023],
            rowCount: 1023
        ),
        Paging(
            name: "a server that ignores start",
            answer: { _ in Rows.page(0..<10) },
            starts: [0, 10],
            rowCount: 10
        ),
        Paging(
            name: "a server without an end",
            answer: { Rows.page($0..<$0 + 10) },
            starts: Array(stride(from: 0, to: 50, by: 10)),
            rowCount: 50,
            isTruncated: true
        ),
        Paging(
            name: "a cursor that makes no sense",
            answer: { Rows.page($0..<$0 + 1, cursor: -1) },
            starts: [0],
            rowCount: 1
        ),
    ]

    @Test("pages through a day", arguments: pagings)
    func pages(_ paging: Paging) async throws {
        let exchange = try FakeExchange { request, _ in
            .json(paging.answer(Int(request.queryValue("start") ?? "0") ?? 0))
        }
        var options = AlgoPackOptions()
        options.iss = exchange.iss
        options.maximumPages = 5
        let client = AlgoPackClient(
            options: options,
            http: exchange.http,
            clock: ReplayClock(start: start),
            log: .silent
        )
        let page = try #require(try await client.hi2(.equities, on: day).page)
        #expect(exchange.requests.map { Int($0.queryValue("start") ?? "0") } == paging.starts)
        #expect(page.rowCount == paging.rowCount)
        #expect(page.secids.count == paging.rowCount)
        #expect(page.isTruncated == paging.isTruncated)
        await exchange.stop()
    }

    @Test("asks for an instrument with from and till, for a market day by day")
    func dayRows() async throws {
        let exchange = try FakeExchange { request, _ in
            .json(Rows.page(request.queryValue("start") == nil ? 0..<2 : 0..<0))
        }
        let client = exchange.client()
        let feed = Feed(.futures, .obstats)
        let next = day.adding(days: 1)
        let page = try #require(try await client.dayRows(feed, secid: SecID("Si/9"), from: day, till: next).page)
        #expect(page.secid == SecID("Si/9"))
        #expect(exchange.requests[0].path == "/iss/datashop/algopack/fo/obstats/Si/9.json")
        #expect(exchange.requests[0].queryValue("till") == "2024-07-16")
        #expect(page.link.hasSuffix("/public/iss/datashop/algopack/fo/obstats/Si%2F9?from=2024-07-15&till=2024-07-16"))
        let before = exchange.requests.count
        _ = try await client.dayRows(feed, secid: nil, from: day, till: next)
        let dates = exchange.requests.dropFirst(before).map { $0.queryValue("date") }
        #expect(dates == ["2024-07-15", "2024-07-15", "2024-07-16", "2024-07-16"])
        await exchange.stop()
    }

    @Test("a pause holds further calls back and is told as what began it")
    func heldBack() async throws {
        let exchange = try FakeExchange { request, _ in
            request.path.contains("/fo/") ? .text("", status: 403) : .json(Rows.page(0..<2))
        }
        let clock = ReplayClock(start: start)
        let client = exchange.client(clock: clock)
        let feed = Feed(.futures, .obstats)
        #expect(try await client.latest(feed, on: day).error?.isHeldBack == false)
        let held = try #require(try await client.latest(feed, on: day).error)
        #expect(held.kind == .forbidden)
        #expect(held.isHeldBack)
        #expect(exchange.requests.count == 1)
        // Another family is not concerned.
        #expect(try await client.latest(Feed(.equities, .obstats), on: day).page != nil)
        clock.advance(to: start + .minutes(11))
        #expect(try await client.latest(feed, on: day).error?.isHeldBack == false)
        await exchange.stop()
    }

    @Test("cancellation passes through")
    func cancelled() async throws {
        let arrived = Barrier(count: 2)
        let exchange = try FakeExchange { _, _ in
            await arrived.arrive()
            return WebResponse.json(Rows.page(0..<2)).spoiled(by: .stalled(afterBytes: 1))
        }
        let client = exchange.client()
        let task = Task { try await client.latest(Feed(.equities, .obstats), on: day) }
        await arrived.arrive()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await exchange.stop()
    }

    static func candles(_ minutes: [Int]) -> String {
        let rows = minutes.map { minute in
            let time = TimeOfDay(secondOfDay: minute * 60) ?? .midnight
            return #"[1,1,1,1,0,\#(minute),"2024-07-15 \#(time)","2024-07-15 \#(time)"]"#
        }
        return #"{"candles":{"columns":["open","close","high","low","value","volume","begin","end"],"data":["#
            + rows.joined(separator: ",") + "]}}"
    }

    @Test("reads the volume of the minutes of a slot", arguments: [true, false])
    func minuteVolumes(_ newestFirst: Bool) async throws {
        let exchange = try FakeExchange { request, _ in
            let minutes = Array(newestFirst ? (600..<700).reversed() : (600..<700).map { $0 })
            let from = Int(request.queryValue("start") ?? "0") ?? 0
            return .json(Self.candles(Array(minutes.dropFirst(from).prefix(30))))
        }
        let client = exchange.client()
        let from = try #require(TimeOfDay("11:10"))
        let till = try #require(TimeOfDay("11:15"))
        let volumes = try await client.minuteVolumes(.futures, SecID("SiU4"), on: day, from: from, till: till)
        // Minutes 670 to 674 of the day; the volume of a candle here is its minute.
        #expect(volumes?.minutes.map(\.volume).sorted() == [670, 671, 672, 673, 674])
        // Newest first, the second page is past the slot.
        #expect(exchange.requests.count == (newestFirst ? 2 : 5))
        #expect(
            exchange.paths.first
                == "/iss/engines/futures/markets/forts/boards/RFUD/securities/SiU4/candles.json"
        )
        await exchange.stop()
    }

    @Test("a slot without a trade has no minute, a day without candles no answer")
    func noVolume() async throws {
        let exchange = try FakeExchange { request, number in
            .json(Self.candles(number == 0 ? [600, 601] : []))
        }
        let client = exchange.client()
        let from = try #require(TimeOfDay("11:10"))
        let till = try #require(TimeOfDay("11:15"))
        #expect(try await client.minuteVolumes(.equities, SecID("A"), on: day, from: from, till: till)?.minutes == [])
        #expect(try await client.minuteVolumes(.equities, SecID("A"), on: day, from: from, till: till) == nil)
        await exchange.stop()
    }

    @Test("takes the contract with the largest volume")
    func mostLiquid() async throws {
        let exchange = try FakeExchange { _, _ in
            .json(
                """
                {"data":{"columns":["tradedate","tradetime","secid","vol"],"data":[
                ["2024-07-15","10:05:00","SiU4",10],["2024-07-15","10:05:00","RIU4",12],["2024-07-15","10:00:00","SiU4",5]]}}
                """
            )
        }
        let client = exchange.client()
        #expect(try await client.mostLiquid(.equities, on: day) == SecID("SBER"))
        #expect(try await client.mostLiquid(.currency, on: day) == SecID("CNYRUB_TOM"))
        #expect(exchange.requests.isEmpty)
        #expect(try await client.mostLiquid(.futures, on: day) == SecID("SiU4"))
        await exchange.stop()
    }
}

/// Lets everyone pass once so many have arrived.
actor Barrier {
    private let count: Int
    private var arrived = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) {
        self.count = count
    }

    func arrive() async {
        arrived += 1
        guard arrived < count else {
            waiting.forEach { $0.resume() }
            waiting = []
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}
