import Market
import Platform
import Sandbox
import TestKit
import Testing

@testable import Exchange

/// Every column of every feed and calendar page of the sandbox, with values that have ended programs.
@Suite("Hostile payload fields", .timeLimit(.minutes(5)))
struct HostilePayloadTests {
    private static let sandbox = Result {
        try SandboxServer(
            options: {
                var options = SandboxOptions()
                options.market.shareCount = 2
                options.market.futuresCount = 2
                options.market.pairCount = 2
                return options
            }(),
            calendar: TradingCalendar(profiles: .exchange, statements: []),
            clock: ReplayClock(start: start + .hours(9)),
            log: .silent
        )
    }

    private static let values =
        HostileValues.json + ["\"1701-05-05 10:00:00\"", "\"2199-12-31 23:59:59\"", "\"10:05:00\""]

    @Test("of a feed give a page or a typed error, and every figure of the page", arguments: Feed.all)
    func feed(_ feed: Feed) async throws {
        let request = AlgoPackRequests.market(feed, on: day, latestOnly: feed.endpoint.isSlotted)
        let block = FeedSchema.names(feed.endpoint).block
        let page = try await page(
            "/iss/\(request.path).json",
            request.query.map { ($0.name, $0.value) } + [("limit", "3")]
        )
        let rows = try #require(page[block]?["data"]?.array)
        let columns = try #require(page[block]?["columns"]?.array)
        try #require(!rows.isEmpty)
        var random = SeededRandom(seed: 14)
        for column in columns.indices {
            for value in Self.values.shuffled(using: &random).prefix(8) + ["\"1701-05-05 10:00:00\"", "1e308"] {
                let changed = try changing(page, block, row: 0, column, to: value)
                do throws(PayloadError) {
                    let document = try ISSDocument.json(changed)
                    guard let found = document.block(block) else { continue }
                    let page = FeedPage(feed: feed, blocks: [found], link: "l")
                    _ = (page.labels(on: day), page.secids, page.date, page.lastLabel, page.lastSystime)
                    _ = (page.mostTraded(), page.drift.description)
                    for slot in page.slots {
                        if let delay = slot.publicationDelay { #expect(delay.nanoseconds.magnitude < .max) }
                    }
                } catch {
                    #expect(error.offset >= 0)
                }
            }
        }
    }

    @Test("of a cursor end the walk", arguments: values)
    func cursor(_ value: String) throws {
        for field in ["INDEX", "TOTAL", "PAGESIZE"] {
            var cells = ["INDEX": "0", "TOTAL": "2000", "PAGESIZE": "1000"]
            cells[field] = value
            let text = """
                {"d":{"columns":["a"],"data":[[1],[2]]},"c":{"columns":["INDEX","TOTAL","PAGESIZE"],
                "data":[[\(cells["INDEX"] ?? ""),\(cells["TOTAL"] ?? ""),\(cells["PAGESIZE"] ?? "")]]}}
                """
            // A page that cannot be read has no cursor to follow.
            guard let document = try? ISSDocument.json(Array(text.utf8)), let data = document.block("d") else {
                continue
            }
            var walk = PageWalk(maximumPages: 3)
            _ = walk.received(data, cursor: document.block("c"), isWhole: false)
        }
    }

    @Test("of a calendar give statements within the range, or a typed error")
    func calendar() async throws {
        for path in ["/iss/calendars.json", "/iss/calendars/stock.json", "/iss/engines/stock.json"] {
            let page = try await page(path, [("show_all_days", "1"), ("from", "2024-07-01"), ("till", "2024-07-03")])
            for block in page.members?.map(\.name) ?? [] {
                guard let columns = page[block]?["columns"]?.array, page[block]?["data"]?.array?.isEmpty == false else {
                    continue
                }
                for column in columns.indices {
                    for value in Self.values {
                        let changed = try changing(page, block, row: 0, column, to: value)
                        // A page that cannot be read says nothing.
                        guard let found = try? ISSDocument.json(changed).block(block) else { continue }
                        var statements: [CalendarStatement] = []
                        do throws(ExchangeError) {
                            statements += try CalendarFeedMapping.offDays(found, at: start).statements
                        } catch { #expect(error.kind == .badPayload) }
                        do throws(ExchangeError) {
                            statements += try CalendarFeedMapping.marketDays(found, .equities, at: start).statements
                            statements += try CalendarFeedMapping.dailyTable(found, .equities, at: start).statements
                        } catch { #expect(error.kind == .badPayload) }
                        #expect(statements.allSatisfy { CivilDate.supported.contains($0.date) })
                        let calendar = TradingCalendar(profiles: .exchange, statements: statements)
                        for statement in statements { _ = calendar.day(statement.date, statement.market).tradeDate }
                    }
                }
            }
        }
    }

    @Test("in headers are waits and dates within bounds", arguments: HostileValues.texts)
    func headers(_ text: String) {
        if let instant = HTTPDate.instant("Sun, 06 Nov \(text) 08:49:37 GMT") {
            #expect(CivilDate.supported.contains(MoscowTime.date(of: instant)))
        }
        #expect(HTTPDate.instant(text) == nil)
    }

    private func page(_ path: String, _ query: [(String, String)]) async throws -> JSON {
        let request = WebRequest(path: path, query: query, headers: [("Authorization", "Bearer key")])
        return try JSON.parse(await Self.sandbox.get().respond(to: request).body)
    }

    /// The page with one cell replaced by a text of JSON.
    private func changing(_ page: JSON, _ block: String, row: Int, _ column: Int, to value: String) throws -> [UInt8] {
        var rows = page[block]?["data"]?.array ?? []
        guard rows.indices.contains(row), var cells = rows[row].array, cells.indices.contains(column) else { return [] }
        cells[column] = .string("HOSTILE")
        rows[row] = .array(cells)
        let table = (page[block] ?? .null).setting("data", to: .array(rows))
        let text = String(decoding: page.setting(block, to: table).bytes, as: UTF8.self)
        return Array(text.replacing("\"HOSTILE\"", with: value).utf8)
    }
}
