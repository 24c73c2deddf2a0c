import Market
import Platform
import Store
import TestKit
import Testing

@Suite("State store")
struct StateStoreTests {
    @Test("gives back what was committed, after a new opening too")
    func roundTrip() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let alert = try await Samples.alert(id: store.alerts.lastID() + 1)
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        batch.outbox.drafts = [Samples.draft("a")]
        batch.settings.values = ["language": "ru"]
        let receipt = try await store.commit(batch)
        #expect(receipt.outbox == [1])
        await store.close()

        let again = try files.open()
        #expect(try await again.alerts.alert(alert.id) == alert)
        #expect(try await again.settings.value("language") == "ru")
        #expect(try await again.outbox.message(1)?.draft == Samples.draft("a"))
        #expect(try await again.alerts.lastID() == alert.id)
    }

    @Test("a refused part takes the whole batch back")
    func atomicity() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let first = try await Samples.alert(id: store.alerts.lastID() + 1)
        let second = Samples.alert(id: first.id + 1)
        var batch = StoreBatch()
        batch.alerts.records = [first, second]  // Two open alerts of one key.
        batch.settings.values = ["language": "ru"]
        let error = await #expect(throws: DatabaseError.self) { try await store.commit(batch) }
        #expect(error?.kind == .constraint)
        #expect(try await store.alerts.open().isEmpty)
        #expect(try await store.settings.value("language") == nil)
    }

    @Test("its data version changes with every commit, of this store or another, and with nothing else")
    func dataVersion() async throws {
        let files = try TemporaryStore()
        let (left, right) = (try files.open(), try files.open())
        var versions = [try await left.changes.version()]
        _ = try await left.settings.value("x")
        #expect(try await left.changes.version() == versions[0])
        try await left.settings.set("x", "1")
        versions.append(try await left.changes.version())
        try await right.settings.set("x", "2")
        versions.append(try await left.changes.version())
        try await left.settings.set("x", "3")
        versions.append(try await left.changes.version())
        #expect(Set(versions).count == 4)
        try await left.settings.set("x", "3")
        #expect(try await left.changes.version() == versions[3])
    }

    @Test("every call after closing fails as closed")
    func closed() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        await store.close()
        let error = await #expect(throws: DatabaseError.self) { try await store.alerts.open() }
        #expect(error?.kind == .closed)
    }
}
