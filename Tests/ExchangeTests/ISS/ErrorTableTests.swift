import Market
import Platform
import Sandbox
import TestKit
import Testing

@testable import Exchange

/// The table of docs/reference/algopack.md, Refusals, over real sockets.
@Suite("Error table", .timeLimit(.minutes(5)))
struct ErrorTableTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let response: WebResponse
        let kind: ExchangeError.Kind
        let cause: ExchangeError.Cause
        var status: Int?
        var retryAfter: Duration?
        /// Calls made for one question.
        var calls = 1
        var testDescription: String { name }
    }

    static let page = Rows.page(0..<2)

    static let rows: [Row] = [
        Row(name: "401", response: .text("", status: 401), kind: .unauthorized, cause: .login, status: 401),
        Row(name: "403", response: .text("Forbidden", status: 403), kind: .forbidden, cause: .entitlement, status: 403),
        Row(
            name: "403 of the network's protection",
            response: .html("<h1>Too Many Requests</h1>", status: 403),
            kind: .networkProtection,
            cause: .rateLimit,
            status: 403
        ),
        Row(
            name: "429 with seconds",
            response: .text("", status: 429, headers: [("Retry-After", "7")]),
            kind: .rateLimited,
            cause: .rateLimit,
            status: 429,
            retryAfter: .seconds(7)
        ),
        Row(
            name: "429 with a date",
            response: .text("", status: 429, headers: [("Retry-After", "Mon, 15 Jul 2024 07:01:00 GMT")]),
            kind: .rateLimited,
            cause: .rateLimit,
            status: 429,
            retryAfter: .seconds(60)
        ),
        Row(name: "429 alone", response: .text("", status: 429), kind: .rateLimited, cause: .rateLimit, status: 429),
        Row(name: "HTML with 200", response: .html("<html>login"), kind: .notData, cause: .payload, status: 200),
        Row(
            name: "HTML that says JSON",
            response: .json("\n<!doctype html>"),
            kind: .notData,
            cause: .payload,
            status: 200
        ),
        Row(
            name: "redirect to the passport",
            response: .text("", status: 302, headers: [("Location", "https://passport.moex.com/login")]),
            kind: .loginPage,
            cause: .login,
            status: 302
        ),
        Row(
            name: "redirect elsewhere",
            response: .text("", status: 301, headers: [("Location", "https://www.moex.com/")]),
            kind: .rejected,
            cause: .configuration,
            status: 301
        ),
        Row(
            name: "denied and empty",
            response: WebResponse(headers: [("X-MicexPassport-Marker", "denied")]),
            kind: .notEntitled,
            cause: .entitlement,
            status: 200
        ),
        Row(name: "empty body", response: .json(""), kind: .emptyBody, cause: .payload, status: 200),
        Row(name: "404", response: .text("", status: 404), kind: .notFound, cause: .configuration, status: 404),
        Row(name: "418", response: .text("", status: 418), kind: .rejected, cause: .configuration, status: 418),
        Row(
            name: "500, three tries",
            response: .text("", status: 500),
            kind: .serverError,
            cause: .host,
            status: 500,
            calls: 3
        ),
        Row(
            name: "503 that asks for a minute",
            response: .text("", status: 503, headers: [("Retry-After", "60")]),
            kind: .serverError,
            cause: .host,
            status: 503,
            retryAfter: .seconds(60)
        ),
        Row(
            name: "closed without an answer",
            response: WebResponse.json(page).spoiled(by: .closeBeforeReply),
            kind: .reset,
            cause: .host,
            calls: 3
        ),
        Row(name: "reset", response: WebResponse.json(page).spoiled(by: .reset), kind: .reset, cause: .host, calls: 3),
        Row(
            name: "cut off",
            response: WebResponse.json(page).spoiled(by: .truncated(afterBytes: 20)),
            kind: .reset,
            cause: .host,
            calls: 3
        ),
        Row(
            name: "stalled",
            response: WebResponse.json(page).spoiled(by: .stalled(afterBytes: 20)),
            kind: .timeout,
            cause: .host,
            calls: 3
        ),
        Row(
            name: "too large",
            response: .json(String(repeating: " ", count: 200_000)),
            kind: .tooLarge,
            cause: .payload
        ),
        Row(name: "broken JSON", response: .json(#"{"data":["#), kind: .badPayload, cause: .payload, status: 200),
        Row(name: "JSON without the block", response: .json("{}"), kind: .badPayload, cause: .payload, status: 200),
    ]

    @Test("each row is an outcome of its own", arguments: rows)
    func outcome(_ row: Row) async throws {
        let exchange = try FakeExchange { _, _ in row.response }
        var options = exchange.iss
        options.maximumBodyBytes = 100_000
        options.timeout = row.kind == .timeout ? .milliseconds(300) : .seconds(20)
        let reply = try await exchange.client(options).latest(Feed(.futures, .obstats), on: day)
        let error = try #require(reply.error)
        #expect(error.kind == row.kind)
        #expect(error.cause == row.cause)
        #expect(error.status == row.status)
        #expect(error.retryAfter == row.retryAfter)
        #expect(!error.isHeldBack)
        #expect(!error.detail.contains("key-1"))
        #expect(exchange.requests.count == row.calls)
        await exchange.stop()
    }

    @Test("nobody listens")
    func unreachable() async throws {
        let exchange = try FakeExchange { _, _ in .text("") }
        await exchange.server.stop()
        let reply = try await exchange.client().latest(Feed(.futures, .obstats), on: day)
        #expect(reply.error?.kind == .unreachable)
        await exchange.http.shutdown()
    }

    @Test("a good answer without rows is empty, not an error")
    func empty() async throws {
        let exchange = try FakeExchange { _, _ in .json(Rows.page(0..<0)) }
        #expect(try await exchange.client().latest(Feed(.futures, .obstats), on: day).isEmpty)
        await exchange.stop()
    }

    @Test("rows for a login without rights are a degraded page")
    func degraded() async throws {
        let exchange = try FakeExchange { _, _ in
            .json(Rows.page(0..<2), headers: [("X-MicexPassport-Marker", "denied")])
        }
        let page = try #require(try await exchange.client().latest(Feed(.equities, .obstats), on: day).page)
        #expect(page.isDegraded)
        #expect(page.rowCount == 2)
        await exchange.stop()
    }

    @Test("that a login has no rights is said once of a kind of question, and again when it had them in between")
    func degradedOnce() async throws {
        let lines = Lock<[String]>([])
        struct Sink: Log.Sink {
            let lines: Lock<[String]>
            func write(_ line: String, level: Log.Level) { lines.withLock { $0.append(line) } }
        }
        let exchange = try FakeExchange { _, number in
            .json(Rows.page(0..<2), headers: number == 3 ? [] : [("X-MicexPassport-Marker", "denied")])
        }
        let client = exchange.client(log: Log(component: "test", clock: SystemClock(), sink: Sink(lines: lines)))
        var told: [Int] = []
        for _ in 0..<5 {
            _ = try await client.latest(Feed(.equities, .obstats), on: day).page
            told.append(lines.withLock { $0.count { $0.contains("not entitled") } })
        }
        #expect(told == [1, 1, 1, 1, 2], "\(told)")
        await exchange.stop()
    }

    @Test("a host that recovers between tries is no error")
    func recovers() async throws {
        let exchange = try FakeExchange { _, number in
            number < 2 ? .text("", status: 502) : .json(Rows.page(0..<2))
        }
        let clock = ReplayClock(start: start)
        let reply = try await exchange.client(clock: clock).latest(Feed(.equities, .obstats), on: day)
        #expect(reply.page?.rowCount == 2)
        #expect(exchange.requests.count == 3)
        // Two waits of 1 and 2 s, each shortened by up to a half.
        #expect((.milliseconds(1_500) ... .seconds(3)).contains(clock.now - start))
        await exchange.stop()
    }
}
