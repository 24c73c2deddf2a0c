import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Commit signal", .timeLimit(.minutes(1)))
struct CommitSignalTests {
    @Test("a commit of another connection wakes a loop, every time")
    func other() async throws {
        let files = try TemporaryStore()
        let (store, other) = (try files.open(), try files.open())
        let loop = Wakeup()
        try await store.changes.commits().waking(loop) {
            for round in 1...50 {
                let seen = loop.count
                try await other.settings.set("round", "\(round)")
                await loop.wait(after: seen)
                #expect(try await store.settings.value("round") == "\(round)")
            }
        }
    }

    @Test("an own commit wakes every loop at once, and what changes nothing does not count")
    func own() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let loops = [Wakeup(), Wakeup()]
        let commits = await store.changes.commits()
        try await commits.waking(loops[0]) {
            try await commits.waking(loops[1]) {
                try await store.settings.set("absent", nil)
                #expect(loops.map(\.count) == [0, 0])
                try await store.settings.set("a", "b")
                #expect(loops.map(\.count) == [1, 1])
            }
            try await store.settings.set("a", "c")
        }
        #expect(loops.map(\.count) == [2, 1])
    }

    @Test("the last word of two writers at once reaches both")
    func crossing() async throws {
        let files = try TemporaryStore()
        let stores = [try files.open(), try files.open()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    let loop = Wakeup()
                    try await store.changes.commits().waking(loop) {
                        for round in 0..<100 {
                            try await store.settings.set("of \(index)", "\(round)")
                            while true {
                                let seen = loop.count
                                let known = try await store.settings.value("of \(1 - index)").flatMap { Int($0) } ?? -1
                                if known >= round { break }
                                await loop.wait(after: seen)
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
