import Platform
import Sandbox
import TestKit
import Testing

@Suite("What the control surface shows of the broker")
struct BrokerViewTests {
    private func account(_ fixture: BrokerFixture) async throws -> JSON {
        let request = WebRequest(method: "GET", path: "/sandbox/broker")
        let response = await fixture.sandbox.server.respond(to: request)
        #expect(response.status == 200)
        return try #require(try JSON.parse(response.body)["accounts"]?.array?.first)
    }

    @Test("money, holdings and the orders that still wait")
    func account() async throws {
        let fixture = try BrokerFixture()
        let empty = try await account(fixture)
        #expect(empty["id"]?.string == BrokerFixture.account && empty["money"]?.string == "1000000")
        #expect(empty["holdings"]?.array == [] && empty["orders"]?.array == [])
        let uid = try await fixture.uid()
        let bought = BrokerFixture.order(uid, "11111111-1111-4111-8111-111111111111", lots: 2)
        #expect(try await fixture.orders("PostOrder", bought).status == 200)
        let held = try await account(fixture)
        #expect(held["holdings"]?.array?.first?["ticker"]?.string == "SBER")
        #expect(held["holdings"]?.array?.first?["lots"]?.int == 2)
        #expect(held["money"]?.string != "1000000")
    }
}
