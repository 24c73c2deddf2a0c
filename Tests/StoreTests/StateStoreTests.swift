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
        let alert = try await Samples.alert(id: store.reserveAlertID())
        var batch = StoreBatch()
        batch.alerts = [alert]
        batch.drafts = [Samples.draft("a")]
        batch.settings = ["language": "ru"]
        let receipt = try await store.commit(batch)
        #expect(receipt.outbox == [1])
        await store.close()

        let again = try files.open()
        #expect(try await again.alert(alert.id) == alert)
        #expect(try await again.setting("language") == "ru")
        #expect(try await again.outboxMessage(1)?.draft == Samples.draft("a"))
        #expect(try await again.reserveAlertID() == alert.id + 1)
    }

    @Test("a refused part takes the whole batch back")
    func atomicity() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let first = try await Samples.alert(id: store.reserveAlertID())
        let second = try await Samples.alert(id: store.reserveAlertID())
        var batch = StoreBatch()
        batch.alerts = [first, second]  // Two open alerts of one key.
        batch.settings = ["language": "ru"]
        let error = await #expect(throws: DatabaseError.self) { try await store.commit(batch) }
        #expect(error?.kind == .constraint)
        #expect(try await store.openAlerts().isEmpty)
        #expect(try await store.setting("language") == nil)
    }

    @Test("its data version changes with every commit, of this store or another, and with nothing else")
    func dataVersion() async throws {
        let files = try TemporaryStore()
        let (left, right) = (try files.open(), try files.open())
        var versions = [try await left.dataVersion()]
        _ = try await left.setting("x")
        #expect(try await left.dataVersion() == versions[0])
        try await left.setSetting("x", "1")
        versions.append(try await left.dataVersion())
        try await right.setSetting("x", "2")
        versions.append(try await left.dataVersion())
        try await left.setSetting("x", "3")
        versions.append(try await left.dataVersion())
        #expect(Set(versions).count == 4)
        try await left.setSetting("x", "3")
        #expect(try await left.dataVersion() == versions[3])
    }

    @Test("every call after closing fails as closed")
    func closed() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        await store.close()
        let error = await #expect(throws: DatabaseError.self) { try await store.openAlerts() }
        #expect(error?.kind == .closed)
    }
}
