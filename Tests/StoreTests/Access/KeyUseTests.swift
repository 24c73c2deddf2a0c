import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Uses of keys")
struct KeyUseTests {
    @Test("the last one is known to five minutes, costs a write no more often, and goes with old rows")
    func last() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        #expect(try await store.access.uses().isEmpty)
        let first = files.clock.now
        try await store.access.noteUse(of: 1)
        let before = await store.counts.commits
        files.clock.advance(by: AccessStore.usesEvery - .seconds(1))
        try await store.access.noteUse(of: 1)
        #expect(await store.counts.commits == before)
        #expect(try await store.access.uses() == [1: first])
        files.clock.advance(by: .seconds(1))
        try await store.access.noteUse(of: 1)
        try await store.access.noteUse(of: 2)
        #expect(try await store.access.uses() == [1: files.clock.now, 2: files.clock.now])
        files.clock.advance(by: .hours(1))
        _ = try await store.maintenance.prune(before: files.clock.now)
        #expect(try await store.access.uses().isEmpty)
    }
}
