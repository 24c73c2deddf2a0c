import Foundation
import Exchange
import Market
import Platform
import Sandbox
import Scheduling
import Store
import TestKit
import Testing

@testable import Monitor

@Suite("Session monitor", .timeLimit(.minutes(5)))
struct SessionMonitorTests {
    private let obstats = Feed(.equities, .obstats)

    @Test("started in mid-session it fills in what it has not seen, one request a feed, and raises nothing")
    func startInMidSession() async throws {
        try await withRig("12:00:30") { rig in
            try await rig.check(.equities, at: "12:00:30")
            for endpoint in ["tradestats", "orderstats", "obstats"] {
                #expect(rig.requests("/eq/\(endpoint)/SBER") == 1, "\(endpoint)")
            }
            #expect(rig.requests("candles") == 0)
            let calendar = try await rig.calendars.calendar()
            let due = calendar.dueSlots(obstats, on: MonitorRig.date, at: rig.clock.now, publishLag: .seconds(20))
            #expect(due.count > 20)
            #expect(try await rig.store.feeds.slots(obstats, on: MonitorRig.date).map(\.label) == due)
            #expect(try await rig.open() == [])
            #expect(try await rig.said() == [])
            try await rig.check(.equities, at: "12:05:30")
            #expect(rig.requests("/eq/obstats/SBER") == 1, "nothing is left to fill in")
        }
    }

    @Test("a feed that answers with an empty day is late with the last slot that it had")
    func emptyDay() async throws {
        try await withRig("12:00:30") { rig in
            try await rig.check(.equities, at: "12:05:30")
            try rig.fault(.emptyDay, "EQ obstats", from: "12:06:00", until: "13:00:00")
            try await rig.day(.equities, from: "12:10:30", through: "12:20:30")
            let late = try await rig.store.alerts.open().first { $0.key == AlertKey(.staleness, obstats) }
            let alert = try #require(late)
            #expect(alert.facts.lastLabel == TimeOfDay("12:05") && alert.facts.lastSystime != nil)
        }
    }

    @Test("a cycle over three markets has all its requests under way at once, and takes as long as the slowest")
    func concurrent() async throws {
        try await withRig("10:05:30") { rig in
            let clock = ManualClock(MonitorRig.at("10:05:30"))
            let first = Feed.all.count(where: \.endpoint.isSlotted)
            let asked = Lock(0)
            // The first answer to each feed takes ten seconds of the exchange's time.
            let slow = try WebServer { [sandbox = rig.sandbox] request in
                let isFirst = asked.withLock { count in
                    count += 1
                    return count <= first
                }
                if isFirst { try? await clock.sleep(for: .seconds(10)) }
                return await sandbox.respond(to: request)
            }
            var connections = HTTPClientOptions()
            connections.maximumConnectionsPerHost = 16
            let http = HTTPClient(options: connections)
            let monitor = try rig.monitor(asking: slow.baseURL + "/iss", over: http, on: clock, burst: 64)
            let cycle = Task {
                try await AlgoPackSegment.allCases.concurrentMap(limit: 3) { try await monitor.check($0) }
            }
            await clock.sleepers(first)
            clock.advance(by: .seconds(10))
            #expect(try await cycle.value.count == 3)
            #expect(clock.now == MonitorRig.at("10:05:40"))
            await http.shutdown()
            await slow.stop()
        }
    }

    @Test(
        "what cannot be read of an answer is told as such, not as a feed that is late",
        arguments: [("\"2024-07-15 1", "\"x024-07-15 1"), ("\"tradetime\"", "\"time\"")]
    )
    func unreadable(_ part: String, _ odd: String) async throws {
        try await withRig("12:00:30") { rig in
            let spoilt = try WebServer { [sandbox = rig.sandbox] request in
                var response = await sandbox.respond(to: request)
                if request.path.contains("/algopack/eq/tradestats") {
                    response.body = Array(
                        String(decoding: response.body, as: UTF8.self).replacing(part, with: odd).utf8
                    )
                }
                return response
            }
            let http = HTTPClient()
            let monitor = try rig.monitor(asking: spoilt.baseURL + "/iss", over: http, on: rig.clock)
            for minute in stride(from: 0, through: 40, by: 5) {
                rig.clock.advance(to: MonitorRig.at("12:\(minute < 10 ? "0" : "")\(minute):30"))
                _ = try await monitor.check(.equities)
            }
            #expect(
                try await rig.store.alerts.open().map(\.key) == [AlertKey(.schemaDrift, Feed(.equities, .tradestats))]
            )
            await http.shutdown()
            await spoilt.stop()
        }
    }

    @Test(
        "one row of a time that is still to come is an odd cell: no hole up to it, and no delay of hours",
        arguments: [(#","12:"#, #","23:"#), (#""2024-07-15 12:"#, #""2024-07-15 23:"#)]
    )
    func future(_ part: String, _ odd: String) async throws {
        try await withRig("12:00:30") { rig in
            let spoilt = try WebServer { [sandbox = rig.sandbox] request in
                var response = await sandbox.respond(to: request)
                let text = String(decoding: response.body, as: UTF8.self)
                if request.path.contains("/algopack/eq/tradestats"), let place = text.range(of: part) {
                    response.body = Array(text.replacingCharacters(in: place, with: odd).utf8)
                }
                return response
            }
            let http = HTTPClient()
            let monitor = try rig.monitor(asking: spoilt.baseURL + "/iss", over: http, on: rig.clock)
            for minute in stride(from: 0, through: 40, by: 5) {
                rig.clock.advance(to: MonitorRig.at("12:\(minute < 10 ? "0" : "")\(minute):30"))
                _ = try await monitor.check(.equities)
            }
            let open = try await rig.store.alerts.open()
            #expect(open.map(\.key) == [AlertKey(.schemaDrift, Feed(.equities, .tradestats))])
            #expect(open.first?.facts.columns.contains { $0.contains("23:") } == true)
            await http.shutdown()
            await spoilt.stop()
        }
    }

    @Test("a cycle keeps the rate limit")
    func rateLimit() async throws {
        try await withRig("10:05:30", exchange: { $0.iss.requestsPerSecond = 3 }) { rig in
            for market in AlgoPackSegment.allCases { try await rig.check(market, at: "10:05:30") }
            let count = rig.sandbox.recorded.count { $0.path.hasPrefix("/iss") }
            #expect(count >= 9)
            // The first leaves at once, each further one a third of a second later.
            #expect(rig.clock.now - MonitorRig.at("10:05:30") >= .milliseconds(333 * (count - 1)))
        }
    }

    @Test("a stuck feed is stale once; its missing slots stay behind that, and what comes later leaves no hole")
    func stuck() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.stuck, "EQ obstats", from: "12:11:00", until: "12:48:00")
            try await rig.day(.equities, from: "12:00:30", through: "12:45:30")
            #expect(try await rig.heard() == ["post 1", "reminder 1"])
            let open = try await rig.store.alerts.open()
            #expect(open.map(\.key.rule) == [.staleness, .missingSlots])
            #expect(open[1].toldAt == nil)
            #expect(open[1].inhibitedBy == open[0].id)
            #expect(open[0].facts.link?.contains("/algopack/eq/obstats?date=2024-07-15") == true)
            #expect(open[0].facts.link?.contains("latest") == false)
            try await rig.day(.equities, from: "12:50:30", through: "13:00:30")
            #expect(try await rig.open() == [])
            #expect(try await rig.heard().filter { $0 == "post 1" }.count == 1)
            #expect(try await rig.heard().last == "recovered 1")
            #expect(try await rig.heard().contains { $0.hasSuffix(" 2") } == false)
            let slots = try await rig.store.feeds.slots(obstats, on: MonitorRig.date).map(\.label.shortDescription)
            #expect(slots.contains("12:15") && slots.contains("12:45"))
        }
    }

    @Test("a slot that never came counts where something was traded")
    func realHole() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.hole, "EQ obstats", from: "12:10:00", until: "12:10:01")
            try await rig.day(.equities, from: "12:00:30", through: "12:15:30")
            let alert = try #require(try await rig.store.alerts.open().first)
            #expect(alert.key == AlertKey(.missingSlots, obstats))
            #expect(alert.facts.slots == times("12:10"))
            #expect(try await rig.heard() == ["post 1"])
            #expect(rig.requests("candles") > 0)
        }
    }

    @Test("a slot that never came is no hole where nothing was traded")
    func quietHole() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.hole, "EQ obstats", from: "12:10:00", until: "12:10:01")
            let candles = """
                {"candles":{"columns":["open","close","high","low","value","volume","begin","end"],
                "data":[[1,1,1,1,9,9,"2024-07-15 12:11:00","2024-07-15 12:11:59"],
                [1,1,1,1,9,9,"2024-07-15 12:04:00","2024-07-15 12:04:59"]]}}
                """
            rig.answer("/candles", .json(candles))
            try await rig.day(.equities, from: "12:00:30", through: "12:25:30")
            #expect(try await rig.open() == [])
            #expect(try await rig.heard() == [])
        }
    }

    @Test("a question about the day that fails makes no hole")
    func unknownHole() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.hole, "EQ obstats", from: "12:10:00", until: "12:10:01")
            rig.answer("/obstats/SBER", .json("{}", status: 404))
            try await rig.day(.equities, from: "12:00:30", through: "12:15:30")
            #expect(try await rig.open() == [])
        }
    }

    @Test("401 is one alert of the login, and no feed is called stale")
    func unauthorized() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.unauthorized, "exchange", from: "12:04:00", until: "12:29:00")
            for minute in stride(from: 0, through: 25, by: 5) {
                for market in AlgoPackSegment.allCases {
                    try await rig.check(market, at: "12:\(minute < 10 ? "0" : "")\(minute):30")
                }
            }
            #expect(try await rig.open() == ["authentication/-/- firing"])
            #expect(try await rig.heard() == ["post 1"])
            for market in AlgoPackSegment.allCases { try await rig.check(market, at: "12:36:30") }
            #expect(try await rig.open() == [])
            #expect(try await rig.heard() == ["post 1", "recovered 1"])
        }
    }

    @Test("pages instead of data are no wrong password: one alert when it lasts, and the next cycle asks again")
    func pages() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.html200, "exchange", from: "12:04:00", until: "12:14:00")
            func cycle(_ minute: String) async throws {
                for market in AlgoPackSegment.allCases { try await rig.check(market, at: "12:\(minute):30") }
            }
            try await cycle("00")
            try await rig.check(.equities, at: "12:05:30")
            #expect(try await rig.heard() == [])
            try await rig.check(.currency, at: "12:05:30")
            try await rig.check(.futures, at: "12:05:30")
            try await cycle("10")
            #expect(try await rig.open() == ["bad_payload/-/- firing"])
            #expect(try await rig.store.alerts.open().first?.severity == .critical)
            #expect(try await rig.store.alerts.open().first?.facts.feeds.count == 9)
            let asked = rig.requests("/algopack/eq/")
            try await cycle("15")
            #expect(rig.requests("/algopack/eq/") > asked, "nothing is held back")
            #expect(try await rig.open() == [])
            #expect(try await rig.heard() == ["post 1", "recovered 1"])
            #expect(try await rig.store.feeds.slots(obstats, on: MonitorRig.date).last?.label == TimeOfDay("12:15"))
        }
    }

    @Test("a slot that is half-loaded when it is asked for is looked at again before names are missed")
    func halfLoaded() async throws {
        try await withRig("12:00:30") { rig in
            let isHalf = Lock(false)
            let loading = try WebServer { [sandbox = rig.sandbox] request in
                var response = await sandbox.respond(to: request)
                guard isHalf.withLock({ $0 }), request.path.contains("/fo/obstats") else { return response }
                let names = String(decoding: response.body, as: UTF8.self)
                response.body = Array(names.replacing("\"RIU4\"", with: "\"SiU4\"").utf8)
                return response
            }
            try await rig.start { $0.iss.gatewayURL = loading.baseURL + "/iss" }
            try await rig.check(.futures, at: "12:00:30")
            #expect(try await rig.open() == [])
            isHalf.withLock { $0 = true }
            try await rig.check(.futures, at: "12:05:30")
            #expect(try await rig.open() == ["secid_drop/FO/obstats pending"])
            isHalf.withLock { $0 = false }
            try await rig.watch(at: "12:06:15")
            #expect(try await rig.open() == [])
            #expect(try await rig.said() == [])
            let label = try #require(TimeOfDay("12:05"))
            let secids = try await rig.store.feeds.secids(SecidCountRule.feed, on: MonitorRig.date, label: label)
            #expect(secids.count == 20)
            let asked = rig.requests("/fo/obstats")
            try await rig.watch(at: "12:07:15")
            #expect(rig.requests("/fo/obstats") == asked, "once")
            await loading.stop()
        }
    }

    @Test("yesterday's first slot that was seen half-loaded is asked for again")
    func firstSlotOfYesterday() async throws {
        try await withRig("12:00:30") { rig in
            let feed = SecidCountRule.feed
            let friday = MonitorRig.date.adding(days: -3)
            let calendar = try await rig.calendars.calendar()
            let label = try #require(calendar.expectedSlots(feed, on: friday).first)
            var batch = StoreBatch()
            batch.feeds.secids = [SlotSecids(feed: feed, date: friday, label: label, secids: [SecID("SiU4")])]
            try await rig.store.commit(batch)
            try await rig.check(.futures, at: "12:00:30")
            #expect(try await rig.open() == [])
        }
    }

    @Test("429 is told when it lasts, as a state of its own")
    func rateLimited() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.rateLimited, "exchange", from: "12:04:00", until: "12:14:00") { $0.retryAfter = 35 }
            try await rig.day(.equities, from: "12:00:30", through: "12:05:30")
            #expect(try await rig.heard() == [])
            try await rig.day(.equities, from: "12:10:30", through: "12:10:30")
            #expect(try await rig.open() == ["rate_limit/-/- firing"])
            try await rig.day(.equities, from: "12:15:30", through: "12:15:30")
            #expect(try await rig.heard() == ["post 1", "recovered 1"])
        }
    }

    @Test("a market that is down while others answer is told of, and stays told of")
    func oneMarketDown() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.forbidden, "EQ orderstats", from: "12:00:00")
            try rig.fault(.serverError, "FX", from: "12:04:00") { $0.status = 503 }
            for minute in stride(from: 0, through: 20, by: 5) {
                for market in AlgoPackSegment.allCases {
                    try await rig.check(market, at: "12:\(minute < 10 ? "0" : "")\(minute):30")
                }
            }
            #expect(try await rig.open() == ["entitlement/EQ/orderstats firing", "unreachable/FX/- firing"])
            #expect(try await rig.heard() == ["post 1", "post 2"])
        }
    }

    @Test(
        "a cycle's slots come with its run's success, or not at all; the failed run is told and the next one finds them"
    )
    func oneTransaction() async throws {
        try await withRig("12:00:00") { rig in
            let log = rig.log
            var options = SchedulerOptions()
            options.execution = .sequential
            let scheduler = Scheduler(
                options: options,
                store: SchedulerStore(rig.store),
                resumption: ClockResumption(maintenance: rig.store.maintenance, outbox: rig.store.outbox, log: log),
                clock: rig.clock,
                pollClock: rig.clock,
                log: log,
                calendar: { [calendars = try rig.calendars] in try await calendars.calendar() },
                jobs: [EquityJobs(jobs: try rig.jobs)],
                commands: try rig.commands
            )
            try await scheduler.step()
            let other = try Connection(path: rig.path)
            try other.script(
                """
                CREATE TRIGGER no BEFORE UPDATE ON job_runs WHEN NEW.outcome = 'succeeded'
                BEGIN SELECT RAISE(ABORT, 'power cut'); END
                """
            )
            func step() async throws -> JobRun? {
                rig.clock.advance(to: try #require(await scheduler.nextWake))
                try await scheduler.step()
                return try await rig.store.jobs.runs(job: "EQ1", limit: 1).first
            }
            #expect(try await step()?.outcome == .failed)
            #expect(try await rig.store.feeds.slots(obstats, on: MonitorRig.date) == [])
            #expect(rig.pings.withLock { $0 } == 0, "no sign of life for what is not written")
            try other.script("DROP TRIGGER no")
            let run = try await step()
            #expect(run?.outcome == .succeeded)
            #expect(try await rig.store.feeds.slots(obstats, on: MonitorRig.date) != [])
            #expect(rig.pings.withLock { $0 } == 1)
        }
    }

    @Test("a commit that fails leaves nothing behind, and the next cycle says the same")
    func failedCommit() async throws {
        try await withRig("12:00:30") { rig in
            try await rig.check(.equities, at: "12:00:30")
            try rig.fault(.lostColumn, "EQ obstats", from: "12:04:00") { $0.column = "vol_b" }
            let other = try Connection(path: rig.path)
            try other.execute("CREATE TRIGGER no BEFORE INSERT ON alerts BEGIN SELECT RAISE(ABORT, 'no room'); END")
            rig.clock.advance(to: MonitorRig.at("12:05:30"))
            await #expect(throws: (any Error).self) { try await rig.sessions.check(.equities) }
            #expect(try await rig.book.open.isEmpty)
            try other.execute("DROP TRIGGER no")
            #expect(try await rig.open() == [])
            try await rig.check(.equities, at: "12:06:30")
            #expect(try await rig.open() == ["schema_drift/EQ/obstats firing"])
            #expect(try await rig.store.alerts.open().first?.facts.columns == ["-vol_b"])
            #expect(try await rig.heard() == ["post 1"])
            #expect(
                try await rig.store.feeds.slot(obstats, on: MonitorRig.date, label: TimeOfDay("12:05") ?? .midnight)
                    != nil
            )
        }
    }

    @Test("a new process on the same store sends nothing twice")
    func restart() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.stuck, "EQ obstats", from: "12:01:00", until: "12:33:00")
            try await rig.day(.equities, from: "12:00:30", through: "12:15:30")
            let before = try await rig.heard()
            #expect(before == ["post 1"])
            try await rig.start()
            try await rig.check(.equities, at: "12:16:30")
            try await rig.watch(at: "12:16:45")
            #expect(try await rig.heard() == before)
            try await rig.start()
            try await rig.day(.equities, from: "12:35:30", through: "12:40:30")
            #expect(
                try await rig.heard().filter { $0 == "post 1" || $0 == "recovered 1" } == ["post 1", "recovered 1"]
            )
        }
    }

    @Test("an unknown day lowers the severity, a known one does not", arguments: [true, false])
    func unknownDay(isKnown: Bool) async throws {
        try await withRig("12:00:30", statements: isKnown ? MonitorRig.known : []) { rig in
            try rig.fault(.stuck, "EQ obstats", from: "12:01:00")
            try await rig.day(.equities, from: "12:00:30", through: "12:15:30")
            let alerts = try await rig.store.alerts.open()
            let alert = try #require(alerts.first { $0.key.rule == .staleness })
            #expect(alert.severity == (isKnown ? .critical : .warning))
        }
    }

    @Test("fewer and more secids than on the previous trading day are told with their names")
    func secids() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.secidDrop, "FO obstats", from: "12:04:00", until: "12:08:00") { $0.secids = ["RIU4"] }
            try rig.fault(.secidExtra, "FO obstats", from: "12:14:00", until: "12:18:00") { $0.count = 2 }
            try await rig.check(.futures, at: "12:00:30")
            #expect(try await rig.open() == [])
            try await rig.check(.futures, at: "12:05:30")
            #expect(try await rig.heard() == [])
            try await rig.watch(at: "12:06:15")
            let drop = try #require(try await rig.store.alerts.open().first)
            #expect(drop.key.rule == .secidDrop)
            #expect(drop.facts.lostSecids == ["RIU4"])
            #expect(drop.facts.comparedDate == date("2024-07-12"))
            #expect(drop.state == .firing)
            try await rig.check(.futures, at: "12:10:30")
            try await rig.check(.futures, at: "12:15:30")
            let rise = try #require(try await rig.store.alerts.open().first)
            #expect(rise.key.rule == .secidRise)
            #expect(rise.facts.newSecids == ["XX1Z9", "XX2Z9"])
            #expect(try await rig.heard() == ["post 1", "recovered 1", "post 2"])
            let label = try #require(TimeOfDay("12:15"))
            #expect(
                try await rig.store.feeds.secids(Feed(.futures, .obstats), on: MonitorRig.date, label: label).count
                    == 22
            )
        }
    }

    @Test("a closed day asks nothing")
    func closedDay() async throws {
        let statements =
            MonitorRig.known.filter { $0.market != .equities }
            + [MonitorRig.statement(.equities, .closed, layer: .bundled)]
        try await withRig("12:00:30", statements: statements) { rig in
            let result = try await rig.check(.equities, at: "12:00:30")
            #expect(result == "EQ: closed day, nothing asked")
            #expect(rig.sandbox.recorded.isEmpty)
        }
    }
}

/// The session jobs of one market.
private struct EquityJobs: JobSource {
    let jobs: MonitorJobs

    func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        jobs.wanted(calendar, on: date).filter { $0.id.hasPrefix("EQ") }
    }
}
