import Exchange
import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Broker's client", .timeLimit(.minutes(1)))
struct TInvestClientTests {
    @Test("an account, an instrument, its book and prices are read from the broker")
    func reads() async throws {
        let fixture = try TInvestFixture()
        let account = try await TInvestAccount.choose(fixture.client)
        #expect(account.id == TInvestFixture.account)
        #expect(try await account.roubles() == Money(units: 1_000_000))
        #expect(try await account.holdings().isEmpty)
        let directory = TInvestDirectory(client: fixture.client)
        let id = try #require(TInvestFixture.sber)
        let sber = try await directory.instrument(id)
        #expect(sber.id == id && sber.lot == 10 && sber.facts.lotValue == Price("10") && sber.isTradable)
        #expect(try await directory.instrument(uid: sber.uid) == sber)
        let market = TInvestMarket(client: fixture.client)
        let book = try await market.book(sber)
        #expect(book.book.shape == .open && book.book.bids.count == 20)
        #expect(book.isSound(at: fixture.clock.now, within: .seconds(5)))
        let last = try #require(try await market.lastPrices([sber])[sber.uid])
        #expect(try #require(book.limits).contains(last.price) && last.price == book.lastPrice)
        #expect(try await market.isOpen(sber))
        let end = fixture.clock.now
        let trades = try await market.trades(sber, (end - .minutes(10))..<end)
        #expect((8...10).contains(trades.count) && trades.allSatisfy { $0.lots > .zero && $0.time < end })
        #expect(trades.map(\.time) == trades.map(\.time).sorted())
        fixture.plan(.crossedBook, "GetOrderBook")
        #expect(try await !market.book(sber).isSound(at: fixture.clock.now, within: .seconds(5)))
        await fixture.stop()
    }

    @Test("a contract is worth its points")
    func futures() async throws {
        let fixture = try TInvestFixture()
        let directory = TInvestDirectory(client: fixture.client)
        let id = try #require(InstrumentID(.moex, board: "RFUD", SecID("SiU4")))
        let contract = try await directory.instrument(id)
        #expect(contract.id == id && contract.lot == 1)
        #expect(contract.facts.priceStep.size == Price("1") && contract.facts.lotValue == Price("1"))
        #expect(try await TInvestDirectory(client: fixture.client).instrument(uid: contract.uid) == contract)
        let unknown = try #require(InstrumentID(.moex, SecID("NOPE")))
        let error = await #expect(throws: TInvestError.self) { try await directory.instrument(unknown) }
        #expect(error?.code == 50_002 && error?.action == .notFound)
        await fixture.stop()
    }

    @Test("what is missing is named, with what to set and where to get it")
    func missing() async throws {
        func error(_ change: (inout TInvestOptions) -> Void) -> TInvestError? {
            var options = TInvestOptions()
            change(&options)
            do {
                try options.check()
                return nil
            } catch {
                return error
            }
        }
        let noToken = try #require(error { _ in })
        #expect(noToken.kind == .misconfigured && noToken.detail.contains("TINVEST_TOKEN"))
        #expect(noToken.detail.contains("https://www.tbank.ru/"))
        let noFile = try #require(error { $0.token = Secret("t.x") })
        #expect(noFile.detail.contains("TINVEST_CA_FILE") && noFile.detail.contains("gosuslugi.ru"))
        let wrongFile = try #require(
            error {
                $0.token = Secret("t.x")
                $0.certificateFile = "/nowhere.pem"
            }
        )
        #expect(wrongFile.detail.contains("/nowhere.pem"))
        let sandbox = error {
            $0.token = Secret("t.x")
            $0.baseURL = "http://127.0.0.1:8484"
        }
        #expect(sandbox == nil)
        let fixture = try TInvestFixture(token: "t.wrong")
        let refused = await #expect(throws: TInvestError.self) { try await fixture.client.call(.accounts) }
        #expect(refused?.kind == .unauthorized && refused?.code == 40_003)
        #expect(refused?.detail.contains("TINVEST_TOKEN") == true && refused?.trackingID == nil)
        await fixture.stop()
        let reader = try TInvestFixture(token: "t.readonly")
        let none = await #expect(throws: TInvestError.self) { try await TInvestAccount.choose(reader.client) }
        #expect(none?.kind == .misconfigured)
        await reader.stop()
    }

    @Test("questions are repeated after trouble and refusals for too many calls; the account's tariff is kept to")
    func questions() async throws {
        let fixture = try TInvestFixture()
        fixture.plan(.serverError, "GetAccounts", times: 2)
        _ = try await fixture.client.call(.accounts)
        #expect(fixture.calls("GetAccounts") == 3)
        let before = fixture.clock.now
        fixture.plan(.rateLimited, "GetAccounts") { $0.retryAfter = 17 }
        _ = try await fixture.client.call(.accounts)
        #expect(before.duration(to: fixture.clock.now) >= .seconds(17))
        fixture.plan(.serverError, "GetAccounts", times: nil)
        let error = await #expect(throws: TInvestError.self) { try await fixture.client.call(.accounts) }
        #expect(error?.kind == .serverError && error?.code == 70_001 && error?.mayHaveBeenDone == true)
        #expect(fixture.client.limit(of: .postOrder) == 300)
        try await fixture.client.readTariff()
        #expect(fixture.client.limit(of: .postOrder) == 900)
        await fixture.stop()
    }

    @Test("three hundred questions in a row stay below the broker's limit")
    func pacing() async throws {
        let fixture = try TInvestFixture()
        for _ in 0..<300 { _ = try await fixture.client.call(.accounts) }
        #expect(fixture.sandbox.recorded.allSatisfy { $0.status == 200 })
        await fixture.stop()
    }

    @Test("answers that are none are errors and never crashes")
    func nonsense() async throws {
        let bodies = [
            "", "[]", "null", "<html></html>", #"{"orders":5}"#, #"{"orders":[{"direction":"x"}]}"#, "{\"orders\":[{}",
        ]
        let fake = try FakeExchange { _, number in .json(bodies[number % bodies.count]) }
        var options = TInvestOptions()
        options.token = Secret("t.x")
        options.baseURL = fake.server.baseURL
        let client = try TInvestClient(
            options: options,
            http: fake.http,
            clock: ReplayClock(start: start),
            log: .silent
        )
        for body in bodies {
            let orders = TInvestOrders(account: "1", client: client)
            let error = await #expect(throws: TInvestError.self, "\(body)") { try await orders.active() }
            #expect(error?.kind == .badPayload)
        }
        #expect(fake.requests.first?.header("x-app-name") == "mayak")
        await fake.stop()
    }
}
