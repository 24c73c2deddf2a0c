import Exchange
import Market
import Platform
import Scheduling
import Store
import Testing
import Trading

@Suite("Gap scan job", .timeLimit(.minutes(2)))
struct GapJobsTests {
    private struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// Gaps and levels given by hand; a share without levels fails.
    private struct GivenServices: GapServices {
        var found: [(String, Double)] = []
        var levels: [String: LevelsFinding?] = [:]
        var failure: ShareHistoryError?
        var dividends: [String: Double] = [:]
        var doubts: [String: GapLeader.Doubts] = [:]
        var splits: [String: String] = [:]

        func gaps(minimum: Double, on date: CivilDate) throws -> [GapFinding] {
            if let failure { throw failure }
            return found.map { ticker, gap in
                GapFinding(
                    ticker: ticker,
                    uid: "uid-\(ticker)",
                    gap: gap,
                    split: splits[ticker],
                    dividend: dividends[ticker],
                    doubts: doubts[ticker] ?? []
                )
            }
        }

        func levels(of gap: GapFinding, on date: CivilDate) throws -> LevelsFinding? {
            guard let levels = levels[gap.ticker] else { throw Refusal(description: "http://vwap: status 500") }
            return levels
        }

        func with(_ ticker: String, _ found: LevelsFinding) -> GivenServices {
            var changed = self
            changed.levels[ticker] = .some(found)
            return changed
        }
    }

    private static let chmk = LevelsFinding(vwap: 4_997.32, support: 4_985.11, resistance: 5_009.53)

    @Test("writes the seed's two lines and a row, and leaders come in order of their gaps")
    func lines() async throws {
        let services = GivenServices(
            found: [("A", 0.03), ("CHMK", 0.0384), ("B", 0.03), ("D", 0.0299)],
            levels: ["CHMK": Self.chmk, "A": Self.chmk, "B": Self.chmk, "D": Self.chmk]
        )
        let rig = try GapRig(services)
        let result = try await rig.run("gap_vwap")
        #expect(result.hasPrefix("Лидер по гэпу: CHMK  gap=3.84%; CHMK VWAP=4 997.32  S=4 985.11  R=5 009.53; Лидер"))
        #expect(rig.lines.all.contains { $0.contains("Лидер по гэпу: CHMK  gap=3.84%") })
        #expect(rig.lines.all.contains { $0.contains("CHMK VWAP=4 997.32  S=4 985.11  R=5 009.53") })
        let leaders = try await rig.leaders()
        #expect(leaders.map(\.ticker) == ["CHMK", "A", "B"])
        #expect(leaders.first?.uid == "uid-CHMK" && leaders.first?.levels?.vwap == 4_997.32)
        await rig.store.close()
    }

    @Test("one leader's failure does not stop the others, and is an error in the log with the address")
    func oneFails() async throws {
        let rig = try GapRig(GivenServices(found: [("A", 0.05), ("B", 0.04)], levels: ["B": Self.chmk]))
        _ = try await rig.run("gap_vwap")
        let leaders = try await rig.leaders()
        #expect(leaders.map { $0.levels != nil } == [false, true])
        #expect(leaders.first?.failure.contains("http://vwap") == true)
        #expect(
            rig.lines.all.filter { $0.contains("level=error") && $0.contains("http://vwap: status 500") }.count == 1
        )
        await rig.store.close()
    }

    @Test(
        "a share that trades without its dividend is marked; one whose dividends cannot be had stays a leader, in doubt"
    )
    func dividends() async throws {
        let services = GivenServices(
            found: [("A", 0.05), ("B", 0.04), ("C", 0.03)],
            levels: ["A": Self.chmk, "B": Self.chmk, "C": Self.chmk],
            dividends: ["A": 33.3],
            doubts: ["B": .dividends],
            splits: ["C": "1:100"]
        )
        let rig = try GapRig(services)
        let result = try await rig.run("gap_vwap")
        #expect(result.contains("A: ex-dividend, 33.30 a share"))
        #expect(result.contains("C: split 1:100, the close before is in new shares"))
        _ = try await rig.run("gap_vwap_again", isManual: true)
        #expect(try await rig.leaders().map(\.dividend) == [33.3, nil, nil])
        #expect(try await rig.leaders().map(\.split) == [nil, nil, "1:100"])
        #expect(try await rig.leaders().map(\.doubts) == [[], .dividends, []])
        await rig.store.close()
    }

    @Test("no gap that passes is a quiet line and no pretended leader")
    func quiet() async throws {
        // What the original scanner sends of a day without any: its largest.
        let rig = try GapRig(GivenServices(found: [("A", 0.0199), ("B", -0.3)], levels: ["A": Self.chmk]))
        #expect(try await rig.run("gap_vwap") == "no gap of 2.00% or more on 2026-11-20")
        #expect(try await rig.leaders().isEmpty)
        // For the morning's note, which says that there is none.
        #expect(try await rig.drafts().map(\.content) == [.gapLeadersAgain(date: CivilDate(dayNumber: 20_777))])
        #expect(rig.lines.all.allSatisfy { !$0.contains("Лидер") })
        #expect(try await rig.run("gap_vwap_again") == "no leaders on 2026-11-20")
        await rig.store.close()
    }

    @Test("both looks join the message of the day's opening, and who asks gets one more")
    func message() async throws {
        let services = GivenServices(found: [("A", 0.05)], levels: ["A": Self.chmk])
        let rig = try GapRig(services)
        _ = try await rig.run("gap_vwap")
        let told = try await rig.drafts()
        #expect(told.map(\.content) == [.gapLeadersAgain(date: CivilDate(dayNumber: 20_777))])
        // Two looks of one day are one refreshing, and one that overtakes the scan's message takes its place.
        rig.clock.advance(to: GapRig.start + .minutes(5))
        for _ in 0..<2 { _ = try await rig.run("gap_vwap_again") }
        #expect(try await rig.drafts().map(\.content) == [.gapLeadersAgain(date: CivilDate(dayNumber: 20_777))])
        #expect(try await rig.drafts().map(\.coalesceKey) == told.map(\.coalesceKey))
        for id in ["gap_vwap", "gap_vwap_again"] {
            _ = try await rig.run(id, isManual: true)
            #expect(try await rig.drafts().map(\.content) == [.gapLeaders(date: CivilDate(dayNumber: 20_777))])
        }
        await rig.store.close()
        let once = try GapRig(services) { $0.lookAgain = nil }
        _ = try await once.run("gap_vwap")
        #expect(try await once.drafts().count == 1)
        await once.store.close()
    }

    @Test("what a replay's recording does not hold is a quiet line; live it is a failure")
    func notRecorded() async throws {
        let services = GivenServices(failure: ShareHistoryError(.noRecording, "no close of 2026-11-19"))
        let missing = MissingRecordings()
        let replay = try GapRig(services, missing: missing)
        #expect(try await replay.run("gap_vwap") == "not recorded: no close of 2026-11-19")
        #expect(try await replay.drafts().isEmpty)
        #expect(missing.runs.map { "\($0.job): \($0.reason)" } == ["gap_vwap: no close of 2026-11-19"])
        await replay.store.close()
        let live = try GapRig(services)
        await #expect(throws: ShareHistoryError.self) { try await live.run("gap_vwap") }
        await live.store.close()
    }

    @Test("the second look works the levels out anew, and keeps those it cannot")
    func again() async throws {
        let rig = try GapRig(GivenServices(found: [("A", 0.05), ("B", 0.04)], levels: ["A": Self.chmk, "B": nil]))
        _ = try await rig.run("gap_vwap")
        #expect(try await rig.leaders().map { $0.levels?.vwap } == [4_997.32, nil])
        let later = GapJobs(
            services: GivenServices(levels: ["B": LevelsFinding(vwap: 7, support: nil, resistance: nil)]),
            store: rig.store.gaps,
            options: GapOptions(),
            zone: .moscow,
            clock: rig.clock,
            log: Log(component: "gaps", clock: rig.clock, sink: rig.lines)
        )
        let job = try #require(later.standing.first { $0.id == "gap_vwap_again" })
        let context = RunContext(
            job: job.id,
            nominal: rig.clock.now + .minutes(5),
            date: MoscowTime.date(of: rig.clock.now),
            claimedAt: rig.clock.now,
            clock: rig.clock
        )
        let line = try await job.body(context).write(to: rig.store.batches)
        #expect(line.contains("B VWAP=7.00  S=—  R=—"))
        #expect(try await rig.leaders().map { $0.levels?.vwap } == [4_997.32, 7])
        await rig.store.close()
    }

    @Test("looks again every five minutes while a leader has no band, and is quiet where nothing came of it")
    func patience() async throws {
        let one = LevelsFinding(vwap: 7, support: nil, resistance: nil, from: GapRig.start, till: GapRig.start)
        let services = GivenServices(
            found: [("A", 0.05), ("B", 0.04), ("C", 0.03)],
            levels: ["A": Self.chmk, "B": nil]
        )
        let rig = try GapRig(services)
        _ = try await rig.run("gap_vwap")
        let told = try await rig.drafts().count
        // Nothing new: neither a message nor another question about the share that failed.
        rig.clock.advance(to: GapRig.start + .minutes(10))
        #expect(try await rig.run("gap_vwap_again") == "B VWAP=—: no candles yet")
        #expect(try await rig.drafts().count == told && rig.lines.all.count { $0.contains("level=error") } == 1)
        // The last look says until when there were none.
        rig.clock.advance(to: GapRig.start + .minutes(35))
        _ = try await rig.run("gap_vwap_again")
        #expect(try await rig.drafts().last?.content == .gapLeadersAgain(date: CivilDate(dayNumber: 20_777)))
        let looks = try await rig.leaders().map { $0.lookedAt.milliseconds - GapRig.start.milliseconds }
        #expect(looks == [0, 35 * 60_000, 0])
        rig.clock.advance(to: GapRig.start + .minutes(36))
        // What was sent of an earlier look does not keep the next from being told.
        for message in try await rig.store.outbox.messages(.queued, limit: 10) {
            try await rig.store.outbox.markSent(message.id, messageID: 1)
        }
        #expect(try await rig.run("gap_vwap_again", of: services.with("B", one)) == "B VWAP=7.00  S=—  R=—")
        #expect(try await rig.drafts().map(\.content) == [.gapLeadersAgain(date: CivilDate(dayNumber: 20_777))])
        #expect(try await rig.run("gap_vwap_again", of: services.with("B", Self.chmk)).hasPrefix("B VWAP=4 997.32  S="))
        #expect(try await rig.run("gap_vwap_again", of: services) == "the levels are known")
        #expect(try await rig.leaders().map { $0.levels?.support } == [4_985.11, 4_985.11, nil])
        let job = try #require(rig.standing.last)
        let days = TradingCalendar(profiles: .exchange, statements: [])
        let minutes = (0..<8).reduce(into: [Timestamp]()) { fires, _ in
            let after = fires.last.map { $0 + .seconds(1) } ?? GapRig.start
            if let next = job.trigger.nextFire(atOrAfter: after, in: .moscow, calendar: days) { fires.append(next) }
        }
        #expect(
            minutes.map { MoscowTime.text($0) }.map { String($0.suffix(8).prefix(5)) }
                == ["10:05", "10:10", "10:15", "10:20", "10:25", "10:30", "10:35", "10:05"]
        )
        await rig.store.close()
    }

    @Test("runs at 10:00 of trading days, once, and looks again five minutes later")
    func plan() throws {
        let rig = try GapRig(GivenServices())
        #expect(rig.standing.map(\.id) == ["gap_vwap", "gap_vwap_again"])
        for job in rig.standing {
            #expect(job.catchUp == .standard && job.overlap == .skip && job.zone == .moscow)
            guard case .days(let markets, let kinds) = job.calendarRule else {
                Issue.record("\(job.id) looks at no calendar")
                continue
            }
            #expect(markets == [.equities] && !kinds.contains(.closed) && !kinds.contains(.weekendSession))
        }
        let once = try GapRig(GivenServices()) { $0.lookAgain = nil }
        #expect(once.standing.count == 1)
    }
}
