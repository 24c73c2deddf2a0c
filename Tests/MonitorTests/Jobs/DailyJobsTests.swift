import Market
import Platform
import Sandbox
import Scheduling
import Store
import TestKit
import Testing

@testable import Monitor

@Suite("hi2 check", .timeLimit(.minutes(5)))
struct HI2CheckTests {
    @Test("what is missing at 19:01 and there at the re-check is told, and closed")
    func lateLoad() async throws {
        try await withRig("19:01:00") { rig in
            try rig.fault(.hi2Late, "FX", from: "18:00:00", until: "20:00:00")
            let check = try rig.jobs.hi2
            #expect(
                try await rig.write(check.run(on: MonitorRig.date, isRecheck: false))
                    == "EQ present, FX missing, FO present"
            )
            #expect(try await rig.open() == ["hi2_missing/FX/hi2 firing"])
            rig.clock.advance(to: MonitorRig.at("20:31:00"))
            #expect(
                try await rig.write(check.run(on: MonitorRig.date, isRecheck: true))
                    == "EQ present, FX present, FO present"
            )
            #expect(try await rig.heard().sorted() == ["post 1", "recovered 1"])
        }
    }

    @Test("the re-check is silent when all was there, and asks nothing")
    func complete() async throws {
        try await withRig("19:01:00") { rig in
            let check = try rig.jobs.hi2
            try await rig.write(check.run(on: MonitorRig.date, isRecheck: false))
            let asked = rig.requests("/hi2")
            try await rig.write(check.run(on: MonitorRig.date, isRecheck: true))
            #expect(rig.requests("/hi2") == asked)
            #expect(try await rig.heard() == ["hi2 +++"])
        }
    }

    @Test("a check that could not ask is no missing hi2, and the re-check speaks")
    func unknown() async throws {
        try await withRig("19:01:00") { rig in
            try rig.fault(.forbidden, "EQ hi2", from: "19:00:00", until: "20:00:00")
            let check = try rig.jobs.hi2
            try await rig.write(check.run(on: MonitorRig.date, isRecheck: false))
            #expect(try await rig.open() == ["entitlement/EQ/hi2 firing"])
            rig.clock.advance(to: MonitorRig.at("20:31:00"))
            try await rig.write(check.run(on: MonitorRig.date, isRecheck: true))
            #expect(try await rig.heard().filter { $0.hasPrefix("hi2") } == ["hi2 ?++", "hi2 +++"])
        }
    }

    @Test("asked for before the slot has ended, by whatever way, it says so and tells of no fault")
    func early() async throws {
        try await withRig("11:03:00") { rig in
            let check = try rig.jobs.hi2
            let asked = rig.requests("/hi2")
            for (request, isRecheck) in [("", false), (":cli", false), ("", true)] {
                let said = try await rig.write(check.run(on: MonitorRig.date, isRecheck: isRecheck, request: request))
                #expect(said == "too early: hi2 of 2024-07-15 comes after 18:45")
            }
            #expect(try await check.recheck(on: MonitorRig.date).hasPrefix("too early"))
            #expect(try await rig.open() == [])
            #expect(try await rig.heard() == [])
            #expect(rig.requests("/hi2") == asked)
            #expect(try await check.run(on: MonitorRig.date.adding(days: -3), isRecheck: false).detail.contains("EQ"))
        }
    }

    @Test("asked for by a person it answers again")
    func manual() async throws {
        try await withRig("19:05:00") { rig in
            let check = try rig.jobs.hi2
            for request in ["", "", ":1"] {
                try await rig.write(check.run(on: MonitorRig.date, isRecheck: false, request: request))
            }
            #expect(try await rig.heard() == ["hi2 +++", "hi2 +++"])
        }
    }
}

@Suite("Delay plots job", .timeLimit(.minutes(5)))
struct DelayPlotsJobTests {
    @Test("queues an album for each market with slots, once a day, and again for a person")
    func albums() async throws {
        try await withRig("12:00:30") { rig in
            let job = try rig.jobs.plots
            #expect(try await rig.write(job.run(on: MonitorRig.date)) == "no slots of 2024-07-15 are stored")
            try await rig.check(.equities, at: "12:00:30")
            try await rig.check(.futures, at: "12:00:30")
            #expect(try await rig.write(job.run(on: MonitorRig.date)) == "plots queued: EQ 3, FO 3")
            try await rig.write(job.run(on: MonitorRig.date))
            #expect(try await rig.heard() == ["plots EQ 3", "plots FO 3"])
            try await rig.write(job.run(on: MonitorRig.date, request: ":1"))
            #expect(try await rig.heard().count == 4)
        }
    }
}

@Suite("Store clean-up", .timeLimit(.minutes(5)))
struct StoreCleanupTests {
    @Test("a night removes what is older than the history, and keeps the rest")
    func night() async throws {
        try await withRig("05:40:20") { rig in
            let feed = Feed(.equities, .tradestats)
            let dates = [61, 59].map { MonitorRig.date.adding(days: -$0) }
            var batch = StoreBatch()
            batch.feeds.slots = dates.map { date in
                SlotRecord(
                    feed: feed,
                    date: date,
                    label: .midnight,
                    systime: rig.clock.now,
                    receivedAt: rig.clock.now,
                    rowCount: 1,
                    secidCount: 1
                )
            }
            let store = rig.store
            try await store.commit(batch)
            #expect(try await run("store_cleanup", rig) == "1 old rows removed")
            #expect(try await store.feeds.slotDates(feed, limit: 3) == [dates[1]])
        }
    }

    /// Runs a standing job by the plan.
    private func run(_ id: String, _ rig: MonitorRig) async throws -> String {
        let job = try #require(try rig.jobs.standing.first { $0.id == id })
        let context = RunContext(
            job: id,
            nominal: rig.clock.now,
            date: MonitorRig.date,
            isManual: false,
            claimedAt: rig.clock.now,
            clock: rig.clock
        )
        return try await rig.write(job.body(context))
    }

    @Test("the store is copied every night, unless no copies are wanted")
    func backup() async throws {
        try await withRig("05:45:20") { rig in
            let file = rig.path + ".20240715T024520.000Z.daily.bak"
            let said = try await run("store_backup", rig)
            #expect(said == "\(file); 0 old copies removed")
            #expect(try StoreFile(path: file).check().problems.isEmpty)
        }
        try await withRig("05:45:20", tune: { $0.backup.keep = 0 }) { rig in
            let jobs = try rig.jobs.standing.map(\.id)
            #expect(!jobs.contains("store_backup"))
        }
    }

    @Test("the newest copy is read through every night, and one that is damaged is told")
    func backupCheck() async throws {
        try await withRig("05:50:20") { rig in
            #expect(try await run("backup_check", rig) == "there is no copy yet")
            _ = try await run("store_backup", rig)
            #expect(try await run("backup_check", rig).hasSuffix(".daily.bak is whole"))
            #expect(try await rig.store.outbox.messages(.queued, limit: 5).isEmpty)
            let file = try #require(try StoreBackups(of: rig.path, keep: 1).all().first?.file)
            // All pages but the first, which holds the schema.
            var bytes = try FileBytes.read(file, limit: 1 << 24)
            for place in 4_096..<bytes.count { bytes[place] = 0x55 }
            try FileBytes.remove(file)
            try FileBytes.create(file, bytes)
            let said = try await run("backup_check", rig)
            #expect(said.hasPrefix(file + " is damaged: "))
            let told = try await rig.store.outbox.messages(.queued, limit: 5).map(\.draft.content)
            guard case .notice(.backupDamaged(let detail)) = try #require(told.first) else {
                Issue.record("another message: \(told)")
                return
            }
            #expect(!detail.isEmpty && said.hasSuffix(detail))
        }
    }
}
