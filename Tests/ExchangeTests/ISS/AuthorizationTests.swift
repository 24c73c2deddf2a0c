import Market
import Platform
import TestKit
import Testing

@testable import Exchange

@Suite("Authorization", .timeLimit(.minutes(5)))
struct AuthorizationTests {
    static let good = WebResponse.json(Rows.page(0..<2))
    static let feed = Feed(.equities, .obstats)

    static func passport(_ exchange: FakeExchange) -> ISSOptions {
        var options = exchange.iss
        options.apiKey = nil
        options.login = Secret("user@example.org")
        options.password = Secret("пароль:1")
        return options
    }

    static func granted(_ cookie: String, _ attributes: String = "; Path=/; Domain=.moex.com") -> WebResponse {
        .json(
            #"{"success":true}"#,
            headers: [
                ("X-MicexPassport-Marker", "granted"), ("Set-Cookie", "other=1"),
                ("Set-Cookie", "MicexPassportCert=\(cookie)\(attributes)"),
            ]
        )
    }

    @Test("a key goes to the gateway as a bearer")
    func key() async throws {
        let exchange = try FakeExchange { _, _ in Self.good }
        let reply = try await exchange.client().latest(Self.feed, on: day)
        #expect(reply.page != nil)
        let request = try #require(exchange.requests.first)
        #expect(request.path == "/iss/datashop/algopack/eq/obstats.json")
        #expect(request.query.map(\.0) == ["date", "latest"])
        #expect(request.queryValue("date") == "2024-07-15")
        #expect(request.header("Authorization") == "Bearer key-1")
        #expect(request.header("Cookie") == nil)
        await exchange.stop()
    }

    @Test("without anything the public host is asked")
    func nothing() async throws {
        let exchange = try FakeExchange { _, _ in Self.good }
        var options = exchange.iss
        options.apiKey = nil
        _ = try await exchange.client(options).latest(Self.feed, on: day)
        let request = try #require(exchange.requests.first)
        #expect(request.path == "/public/iss/datashop/algopack/eq/obstats.json")
        #expect(request.header("Authorization") == nil)
        await exchange.stop()
    }

    @Test("a login gives a cookie that many calls share")
    func cookie() async throws {
        let exchange = try FakeExchange { request, _ in
            request.path == "/authenticate" ? Self.granted("abc=") : Self.good
        }
        let client = exchange.client(Self.passport(exchange))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<5 { group.addTask { _ = try? await client.latest(Self.feed, on: day) } }
        }
        let logins = exchange.requests.filter { $0.path == "/authenticate" }
        #expect(logins.count == 1)
        // Python: base64.b64encode("user@example.org:пароль:1".encode())
        #expect(logins.first?.header("Authorization") == "Basic dXNlckBleGFtcGxlLm9yZzrQv9Cw0YDQvtC70Yw6MQ==")
        let calls = exchange.requests.filter { $0.path != "/authenticate" }
        #expect(calls.count == 5)
        #expect(
            calls.allSatisfy { $0.header("Cookie") == "MicexPassportCert=abc=" && $0.header("Authorization") == nil }
        )
        await exchange.stop()
    }

    @Test("a refused cookie is renewed once", arguments: [WebResponse.text("", status: 401), .html("<html>")])
    func renewed(_ refusal: WebResponse) async throws {
        let logins = Lock(0)
        let exchange = try FakeExchange { request, _ in
            guard request.path == "/authenticate" else {
                return request.header("Cookie") == "MicexPassportCert=c2" ? Self.good : refusal
            }
            return Self.granted("c\(logins.withLock { $0 += 1; return $0 })")
        }
        let client = exchange.client(Self.passport(exchange))
        #expect(try await client.latest(Self.feed, on: day).page != nil)
        #expect(try await client.latest(Self.feed, on: day).page != nil)
        #expect(logins.withLock { $0 } == 2)
        await exchange.stop()
    }

    @Test("an expired cookie is renewed before it is used")
    func expired() async throws {
        let exchange = try FakeExchange { request, _ in
            request.path == "/authenticate" ? Self.granted("abc", "; Max-Age=60") : Self.good
        }
        let clock = ReplayClock(start: start)
        let client = exchange.client(Self.passport(exchange), clock: clock)
        _ = try await client.latest(Self.feed, on: day)
        _ = try await client.latest(Self.feed, on: day)
        clock.advance(to: start + .seconds(61))
        _ = try await client.latest(Self.feed, on: day)
        #expect(exchange.paths.filter { $0 == "/authenticate" }.count == 2)
        await exchange.stop()
    }

    @Test("a cookie that never helps ends in a pause, not in a loop")
    func neverHelps() async throws {
        let exchange = try FakeExchange { request, _ in
            request.path == "/authenticate" ? Self.granted("abc") : .text("", status: 401)
        }
        let clock = ReplayClock(start: start)
        let client = exchange.client(Self.passport(exchange), clock: clock)
        for _ in 0..<20 {
            let reply = try await client.latest(Self.feed, on: day)
            #expect(reply.error?.kind == .unauthorized)
        }
        #expect(exchange.paths.filter { $0 == "/authenticate" }.count == 2)
        #expect(exchange.requests.count == 4)
        clock.advance(to: start + .minutes(6))
        _ = try await client.latest(Self.feed, on: day)
        #expect(exchange.paths.filter { $0 == "/authenticate" }.count <= 4)
        await exchange.stop()
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        let name: String
        let response: WebResponse
        let kind: ExchangeError.Kind
        let calls: Int
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "401", response: .text("", status: 401), kind: .unauthorized, calls: 1),
        Refusal(name: "403", response: .text("", status: 403), kind: .unauthorized, calls: 1),
        Refusal(
            name: "success false",
            response: .json(#"{"success":false,"error":"bad password"}"#),
            kind: .unauthorized,
            calls: 1
        ),
        Refusal(name: "no cookie", response: .json(#"{"success":true}"#), kind: .unauthorized, calls: 1),
        Refusal(name: "429", response: .text("", status: 429), kind: .rateLimited, calls: 1),
        Refusal(name: "500", response: .text("", status: 500), kind: .serverError, calls: 3),
    ]

    @Test("a login that fails is told apart by its reason", arguments: refusals)
    func refused(_ refusal: Refusal) async throws {
        let exchange = try FakeExchange { _, _ in refusal.response }
        let client = exchange.client(Self.passport(exchange))
        let error = try #require(try await client.latest(Self.feed, on: day).error)
        #expect(error.kind == refusal.kind)
        #expect(!"\(error)".contains("пароль"))
        #expect(exchange.paths == Array(repeating: "/authenticate", count: refusal.calls))
        await exchange.stop()
    }

    @Test("reads the expiry of a key without asking anyone")
    func expiry() {
        // {"alg":"none"}.{"sub":"x?>","exp":1795000000}.sig, base64url by Python.
        #expect(
            APIKey.expiry(of: Secret("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Pz4iLCJleHAiOjE3OTUwMDAwMDB9.sig"))
                == Timestamp(seconds: 1_795_000_000)
        )
        // {"sub":"x"}
        #expect(APIKey.expiry(of: Secret("e30.eyJzdWIiOiJ4In0.sig")) == nil)
        #expect(APIKey.expiry(of: Secret("plain-key")) == nil)
        #expect(APIKey.expiry(of: Secret("a.b.c")) == nil)
    }

    static let dates: [(text: String, seconds: Int64?)] = [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Sun, 06-Nov-1994 08:49:37 GMT", 784_111_777),
        ("Sun, 06 Nov 1994 08:49:37 MSK", nil),
        ("Sun, 31 Feb 2030 08:49:37 GMT", nil),
        ("Fri, 31 Dec 9999 23:59:59 GMT", nil),
        ("tomorrow", nil),
    ]

    @Test("reads the dates of headers", arguments: dates)
    func headerDates(_ sample: (text: String, seconds: Int64?)) {
        #expect(HTTPDate.instant(sample.text)?.seconds == sample.seconds)
    }
}
