import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Message of a day's opening", .timeLimit(.minutes(5)))
struct OpeningMessageTests {
    private let date = CivilDate(dayNumber: 20_412)  // 2025-11-20

    private func leader(minutes: Int, from start: Timestamp) -> GapLeader {
        let path: [PricePath.Point] = (0..<minutes).map { index in
            let price = 100 + Double(index % 3)
            return PricePath.Point(at: start + .minutes(index), price: price, vwap: 100, support: 99, resistance: 101)
        }
        var leader = GapLeader(
            date: date,
            ticker: "CHMK",
            place: 1,
            uid: "MOEX:TQBR:CHMK",
            previousClose: 4_812,
            open: 4_997,
            gap: 0.038446,
            lookedAt: start + .minutes(minutes)
        )
        leader.levels = GapLeader.Levels(
            vwap: 100,
            support: 99,
            resistance: 101,
            from: start,
            till: start + .minutes(minutes),
            path: PricePath(path)
        )
        return leader
    }

    private func draft(_ content: MessageContent, _ key: String) -> OutboxDraft {
        OutboxDraft(dedupeKey: key, content: content, priority: .report, coalesceKey: "gaps")
    }

    /// Writes what a look has found and delivers its message.
    private func look(_ bench: BotBench, minutes: Int, _ content: MessageContent, _ key: String) async throws {
        let open = MoscowTime.instant(date, TimeOfDay(hour: 10, minute: 0) ?? .midnight)
        var batch = StoreBatch()
        batch.gaps.leaders = [leader(minutes: minutes, from: open)]
        batch.outbox.drafts = [draft(content, key)]
        try await bench.store.commit(batch)
        // The chat's limit is another matter.
        bench.clock.advance(by: .seconds(30))
        try await bench.settle()
    }

    @Test("a minute's text of the scan becomes the picture of the second look, in the same message")
    func refreshed() async throws {
        try await withBench { bench in
            try await look(bench, minutes: 1, .gapLeaders(date: date), "a")
            let first = try #require(bench.telegram.calls("sendMessage").first?.arguments["text"])
            #expect(first.hasSuffix("по сделкам 10:00–10:01"), "\(first)")
            try await look(bench, minutes: 5, .gapLeadersAgain(date: date), "b")
            let edits = bench.telegram.calls("editMessageMedia")
            #expect(edits.count == 1 && bench.telegram.calls("sendPhoto").isEmpty)
            for part in ["\r\n\r\n101\r\n", "attach://file", "\"parse_mode\":\"HTML\"", "10:00–10:05", "gaps.png"] {
                #expect(edits.first?.body.contains(part) == true, "\(part)")
            }
            #expect(bench.telegram.calls("sendMessage").count == 1)
            // What is looked at once more is the same message still.
            try await look(bench, minutes: 9, .gapLeadersAgain(date: date), "c")
            #expect(bench.telegram.calls("editMessageMedia").last?.body.contains("\r\n\r\n101\r\n") == true)
        }
    }

    @Test("a refreshing that changes nothing is done, one whose message is gone posts a new one")
    func refused() async throws {
        try await withBench { bench in
            try await look(bench, minutes: 5, .gapLeaders(date: date), "a")
            #expect(bench.telegram.calls("sendPhoto").count == 1)
            bench.telegram.refuse("editMessageMedia", 400, "Bad Request: message is not modified: same")
            try await look(bench, minutes: 5, .gapLeadersAgain(date: date), "b")
            #expect(try await bench.store.outbox.messages(.sent, limit: 1).first?.messageID == 101)
            bench.telegram.refuse("editMessageMedia", 400, "Bad Request: message to edit not found")
            try await look(bench, minutes: 6, .gapLeadersAgain(date: date), "c")
            #expect(bench.telegram.calls("sendPhoto").count == 2)
            #expect(try await bench.store.outbox.depth().dead == 0)
            // The new one is refreshed from then on.
            try await look(bench, minutes: 7, .gapLeadersAgain(date: date), "d")
            #expect(bench.telegram.calls("editMessageMedia").last?.body.contains("\r\n\r\n102\r\n") == true)
        }
    }

    @Test("without the scan's message, and where the known one is of another day, a new one is posted")
    func unknown() async throws {
        try await withBench { bench in
            let setting = SettingName.openingMessage(BotBench.group)
            let earlier = OpeningMessage(date: date.adding(days: -1), number: 77)
            try await bench.store.settings.set(setting, earlier.text)
            try await look(bench, minutes: 5, .gapLeadersAgain(date: date), "a")
            #expect(bench.telegram.calls("editMessageMedia").isEmpty && bench.telegram.calls("sendPhoto").count == 1)
            let known = try await bench.store.settings.value(setting)
            #expect(OpeningMessage(known, of: date)?.number == 101)
        }
    }

    private func morning(_ market: ShareMarket = .moex) -> MorningNote {
        MorningNote(
            key: PortfolioKey(owner: "u", market: market),
            date: date,
            markets: AlgoPackSegment.allCases.map { segment in
                DayReport.Outlook(
                    market: segment,
                    kind: segment == .futures ? .short : .normal,
                    open: TimeOfDay("10:00"),
                    close: TimeOfDay(segment == .futures ? "18:50" : "23:50"),
                    isUnusual: segment == .futures
                )
            },
            buy: ["SBER", "GAZP"],
            sell: []
        )
    }

    @Test("a market of which a replay has nothing is not called closed")
    func unrecorded() {
        let closed = CalendarStatement(
            market: .currency,
            date: date,
            layer: .edit,
            kind: .closed,
            author: DayReport.Outlook.recorder,
            saidAt: MoscowTime.instant(date, .midnight)
        )
        var note = morning()
        note.markets = DayReport.Outlook.all(on: date, in: TradingCalendar(profiles: .exchange, statements: [closed]))
        for (language, said) in [(Language.russian, "FX: не записан"), (.english, "FX: not recorded")] {
            let html = MorningScreen(note: note, wording: Wording(language)).message.html
            #expect(html.contains(said) && !html.contains("<b>FX"), "\(html)")
        }
    }

    @Test("the morning's note in both languages; a line of a phone holds what it can")
    func words() {
        let html = MorningScreen(note: morning(), wording: Wording(.russian)).message.html
        #expect(
            html == """
                ⚪ <b>Утро 20.11, чт</b>
                EQ 10:00–23:50 · FX 10:00–23:50
                <b>FO 10:00–18:50, сокращённый</b>
                Купить: SBER, GAZP
                """
        )
        var quiet = morning(.krx)
        (quiet.markets, quiet.buy, quiet.isHalted) = ([], [], true)
        #expect(
            MorningScreen(note: quiet, wording: Wording(.english)).message.html
                == "⚪ <b>Morning of 20 Nov, Thu</b>\n🔴 Trading is halted\nNo signals"
        )
        var many = morning()
        many.sell = (0..<30).map { "TICK\($0)" }
        let last = MorningScreen(note: many, wording: Wording(.russian)).lines.last ?? ""
        #expect(
            last.hasPrefix("Продать: TICK0") && last.hasSuffix("ещё 27") && last.count <= PhoneLine.width,
            "\(last)"
        )
    }

    @Test("gap leaders join the morning's note, silently and in its message; without any it says so")
    func joined() async throws {
        try await withBench { bench in
            var batch = StoreBatch()
            batch.outbox.drafts = [draft(.morning(morning()), "m")]
            try await bench.store.commit(batch)
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").first?.arguments["disable_notification"] == "true")
            batch = StoreBatch()
            batch.outbox.drafts = [draft(.gapLeadersAgain(date: date), "none")]
            try await bench.store.commit(batch)
            try await bench.settle()
            #expect(bench.telegram.texts.last?.hasSuffix("\nКупить: SBER, GAZP\nГэпов на открытии нет") == true)
            try await look(bench, minutes: 5, .gapLeadersAgain(date: date), "some")
            let edit = try #require(bench.telegram.calls("editMessageMedia").first)
            for part in ["Утро 20.11", "Гэпы на открытии", "10:00–10:05", "\r\n\r\n101\r\n"] {
                #expect(edit.body.contains(part), "\(part)")
            }
            #expect(bench.telegram.calls("sendMessage").count == 1 && bench.telegram.calls("sendPhoto").isEmpty)
            // Posted anew it is whole again.
            bench.telegram.refuse("editMessageMedia", 400, "Bad Request: message to edit not found")
            for minutes in [6, 7] {
                try await look(bench, minutes: minutes, .gapLeadersAgain(date: date), "m\(minutes)")
            }
            #expect(bench.telegram.calls("sendPhoto").first?.body.contains("Утро 20.11") == true)
            #expect(bench.telegram.calls("editMessageMedia").last?.body.contains("Утро 20.11") == true)
        }
    }

    @Test(
        "what was sold is a line of the morning's note, silently and in its place, before and after the gap leaders join it",
        arguments: [ShareMarket.moex, .krx]
    )
    func exits(_ market: ShareMarket) async throws {
        try await withBench { bench in
            func deliver(_ content: MessageContent, _ key: String) async throws {
                var batch = StoreBatch()
                batch.outbox.drafts = [OutboxDraft(dedupeKey: key, content: content, priority: .report)]
                try await bench.store.commit(batch)
                bench.clock.advance(by: .seconds(30))
                try await bench.settle()
            }
            var sold = MorningNote(key: morning(market).key, date: date, markets: [], buy: [], sell: [])
            sold.exits = [.init(code: "FLOT", cause: .takeProfit)]
            try await deliver(.morning(sold), "alone")
            #expect(bench.telegram.texts.last == "<b>Портфель за 20.11</b>\nПродано: FLOT, по цели")
            try await deliver(.morning(morning(market)), "m")
            sold.exits?.append(.init(code: "SBER", cause: .trailingStop))
            try await deliver(.morning(sold), "e")
            let edit = try #require(bench.telegram.calls("editMessageText").last?.arguments)
            #expect(edit["message_id"] == "102")
            #expect(
                edit["text"]?.hasSuffix("Купить: SBER, GAZP\nПродано: FLOT, по цели\nПродано: SBER, стоп шёл за ценой")
                    == true
            )
            #expect(bench.telegram.calls("sendMessage").allSatisfy { $0.arguments["disable_notification"] == "true" })
            guard market == .moex else { return }
            try await look(bench, minutes: 5, .gapLeadersAgain(date: date), "gaps")
            sold.exits?.append(.init(code: "GAZP", cause: .stop))
            try await deliver(.morning(sold), "e2")
            let picture = try #require(bench.telegram.calls("editMessageMedia").last)
            for part in ["Утро 20.11", "Продано: GAZP, по стопу", "Гэпы на открытии", "\r\n\r\n102\r\n"] {
                #expect(picture.body.contains(part), "\(part)")
            }
            #expect(bench.telegram.calls("sendMessage").count == 2 && bench.telegram.calls("sendPhoto").isEmpty)
        }
    }

    @Test("where nothing is known of another portfolio's morning its sales are no line of this one")
    func foreign() throws {
        let known = OpeningMessage(date: date, number: 5, morning: morning())
        #expect(known.showing([], of: PortfolioKey(owner: "v", market: .moex)) == nil)
        var sold = morning()
        (sold.key, sold.exits) = (PortfolioKey(owner: "v", market: .moex), [.init(code: "A", cause: .stop)])
        #expect(OpeningMessage(.morning(sold), shownAs: 6, after: known) == nil)
        #expect(OpeningMessage(.morning(sold), shownAs: 6, after: nil) == nil)
        // Its own is kept, with the number under which it is shown.
        sold.key = morning().key
        let after = OpeningMessage(.morning(sold), shownAs: 6, after: known)
        #expect(after?.number == 6 && after?.morning?.buy == ["SBER", "GAZP"] && after?.morning?.exits == sold.exits)
    }

    @Test("another exchange's hours, the late ones in bold")
    func hours() throws {
        let (open, close) = (try #require(TimeOfDay("10:00")), try #require(TimeOfDay("16:30")))
        var note = morning(.krx)
        note.markets = []
        note.hours = MorningNote.Hours(open: open, close: close, isUnusual: true)
        #expect(MorningScreen(note: note, wording: Wording(.russian)).lines[1] == "<b>KRX 10:00–16:30 по Сеулу</b>")
        note.hours?.isUnusual = false
        #expect(MorningScreen(note: note, wording: Wording(.english)).lines[1] == "KRX 10:00–16:30, Seoul time")
    }

    @Test("another exchange's morning stays as it is, and a scan without leaders says nothing where there is no note")
    func apart() async throws {
        try await withBench { bench in
            var batch = StoreBatch()
            batch.outbox.drafts = [
                draft(.gapLeadersAgain(date: date), "none"), draft(.morning(morning(.krx)), "m"),
            ]
            batch.outbox.drafts[1].coalesceKey = nil
            try await bench.store.commit(batch)
            try await bench.settle()
            #expect(bench.telegram.texts.count == 1)
            try await look(bench, minutes: 5, .gapLeadersAgain(date: date), "some")
            #expect(bench.telegram.calls("sendPhoto").count == 1 && bench.telegram.calls("editMessageMedia").isEmpty)
        }
    }

    @Test("where pictures are forbidden the refreshed message is a file, and words where those are too")
    func forbidden() async throws {
        try await withBench { bench in
            try await look(bench, minutes: 1, .gapLeaders(date: date), "a")
            for _ in 0..<2 {
                bench.telegram.refuse(
                    "editMessageMedia",
                    400,
                    "Bad Request: not enough rights to send photos to the chat"
                )
            }
            try await look(bench, minutes: 5, .gapLeadersAgain(date: date), "b")
            let tries = bench.telegram.calls("editMessageMedia")
            #expect(tries.map { $0.body.contains("\"type\":\"document\"") } == [false, true])
            let text = try #require(bench.telegram.calls("editMessageText").first)
            #expect(text.arguments["message_id"] == "101" && text.arguments["text"]?.contains("10:00–10:05") == true)
        }
    }
}
