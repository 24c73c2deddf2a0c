import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Incident screens")
struct IncidentScreenTests {
    private let now = MoscowTime.instant("2026-11-20 15:49:00") ?? Timestamp(seconds: 0)

    private func alert(_ rule: AlertRule = .staleness) -> AlertRecord {
        var alert = AlertRecord(
            key: AlertKey(rule, Feed(.futures, .obstats)),
            severity: .critical,
            date: MoscowTime.date(of: now),
            openedAt: now - .minutes(4),
            value: 840,
            limit: 600
        )
        alert.id = 1287
        alert.state = .firing
        alert.firedAt = now
        alert.toldAt = now
        alert.facts.lastLabel = time("15:35:00")
        alert.facts.sessionClose = time("18:50")
        alert.facts.nextCheck = time("15:50")
        return alert
    }

    private func text(_ alert: AlertRecord, _ language: Language) -> String {
        let message = IncidentScreen(alert: alert, now: now, wording: Wording(language)).message
        return message.html.replacing("\u{A0}", with: " ")
    }

    @Test("names that are not shown are counted from all that there are, not from those that are kept")
    func names() throws {
        var alert = alert(.secidDrop)
        alert.facts.lostSecids = (0..<20).map { "LONGNAME\($0)" }
        alert.facts.lostSecidCount = 40
        let line = try #require(text(alert, .english).split(separator: "\n").first { $0.contains("LONGNAME0") })
        let shown = line.split(separator: "LONGNAME").count - 1
        #expect(line.hasSuffix(", \(40 - shown) more"), "\(line)")
    }

    @Test("says what is late, how late and until when, in both languages")
    func golden() {
        var alert = alert()
        alert.facts.count = 412
        alert.facts.comparedCount = 415
        alert.facts.comparedDate = date("2026-11-19")
        #expect(
            text(alert, .russian) == """
                🔴 <b>FO · obstats: отстаёт на 14 мин</b>
                Порог 10 мин · последний слот 15:35
                С 15:45 МСК (4 мин) · сессия до 18:50
                Тикеров 412 (19.11: 415)
                На 15:49 · проверка 15:50 · #A1287
                """
        )
        #expect(
            text(alert, .english) == """
                🔴 <b>FO · obstats: data 14 min late</b>
                Limit 10 min · last slot 15:35
                Since 15:45 MSK (4 min)
                session ends 18:50
                Tickers 412 (19 Nov: 415)
                As of 15:49 · next check 15:50 · #A1287
                """
        )
    }

    @Test("drawn later, the numbers and the time beside them are still those of the check")
    func oneInstant() {
        var alert = alert()
        alert.openedAt = now - .minutes(4) - .seconds(28)
        alert.facts.measuredAt = time("15:46")
        let html = text(alert, .russian)
        #expect(html.contains("С 15:44 МСК (2 мин)"), "\(html)")
        #expect(html.contains("На 15:46"), "\(html)")
    }

    @Test("shows who has it, who checked it and until when it is silent, and drops the buttons that are used up")
    func people() {
        var alert = alert()
        alert.state = .acknowledged
        alert.acknowledgedBy = "Иван (42)"
        alert.acknowledgedAt = now + .minutes(2)
        alert.silencedUntil = now + .hours(2)
        alert.silencedBy = "Вера (9)"
        alert.facts.checkedAt = time("15:52")
        alert.facts.checkedBy = "Константин Иванов (12)"
        let html = text(alert, .russian)
        #expect(html.contains("👀 В работе: Иван, 15:51\n"))
        #expect(html.contains("🔕 Тихо до 17:49 (Вера)\n"))
        #expect(html.contains("▶️ Проверено 15:52 (Константин)\n"))
        let rows = IncidentKeyboard(alert: alert, wording: Wording(.russian), now: now).rows
        #expect(
            rows.map { $0.map(\.label) } == [
                ["▶️ Проверить"], ["↩ Отпустить", "👉 Передать"], ["🔔 Включить звук"], ["📈 График", "ℹ️ Подробно"],
                ["✔️ Закрыть"],
            ]
        )
    }

    @Test("closes with duration and peak, or says that the session closed first")
    func closing() {
        var alert = alert()
        alert.state = .resolved
        alert.closing = .recovered
        alert.closedAt = alert.openedAt + .minutes(17)
        alert.peak = 1_260
        #expect(
            text(alert, .russian) == """
                🟢 <b>FO · obstats: был сбой 17 мин</b>
                С 15:45 до 16:02 · отстал на 21 мин
                #A1287
                """
        )
        alert.closing = .sessionClosed
        #expect(
            text(alert, .english) == """
                ⚪ <b>FO · obstats: failing at close</b>
                Session closed · Lasted 17 min
                up to 21 min late
                #A1287
                """
        )
    }

    @Test("an ending says what is true of its rule")
    func endings() {
        func ending(_ rule: AlertRule, _ change: (inout AlertRecord) -> Void = { _ in }) -> String {
            var alert = alert(rule)
            alert.state = .resolved
            alert.closing = .recovered
            alert.closedAt = alert.openedAt + .seconds(24 * 60 + 57)
            change(&alert)
            let ending = IncidentEnding(alert: alert, now: now, wording: Wording(.russian))
            return ([ending.headline] + ending.parts).joined(separator: " | ").replacing("\u{A0}", with: " ")
        }
        #expect(
            ending(.missingSlots) { $0.facts.slots = times("12:15", "12:20") }
                == "новых пропусков нет | Не пришли 12:15, 12:20"
        )
        #expect(ending(.missingSlots) { $0.facts.slots = times("12:15") } == "новых пропусков нет | Не пришёл 12:15")
        #expect(ending(.missingSlots) == "все слоты пришли")
        #expect(ending(.secidDrop) { $0.peak = 108 } == "тикеры в норме | Длилось 24 мин | тикеров оставалось 108")
        #expect(ending(.schemaDrift) == "столбцы прежние | Длилось 24 мин")
        #expect(ending(.authentication) == "вход восстановлен | С 15:45 до 16:09")
        #expect(ending(.hi2Missing) == "данные за 20.11 пришли | Длилось 24 мин")
        let closed = ending(.missingSlots) {
            $0.closing = .sessionClosed
            $0.date = $0.date.adding(days: -1)
            $0.value = 2
            $0.facts.slots = times("23:40", "23:45")
        }
        #expect(closed == "пропущены 2 слота | Сессия закрыта | Не пришли 23:40, 23:45")
    }

    @Test("while a slot may still come nobody says that it never will", arguments: Language.allCases)
    func stillToCome(_ language: Language) {
        var alert = alert(.missingSlots)
        alert.value = 2
        alert.facts.slots = times("15:30", "15:35")
        func gaps(at now: Timestamp) -> [String] { Wording(language).gaps(alert, at: now) }
        let isRussian = language == .russian
        #expect(gaps(at: now) == [isRussian ? "Пока нет 15:30, 15:35" : "Not here yet: 15:30, 15:35"])
        alert.state = .resolved
        #expect(gaps(at: now) == [isRussian ? "К 15:49 нет 15:30, 15:35" : "Not here by 15:49: 15:30, 15:35"])
        #expect(
            gaps(at: now + .hours(1)) == [isRussian ? "Не пришли 15:30, 15:35" : "Never arrived: 15:30, 15:35"]
        )
        alert = alert.without(slots: Set(times("15:30", "15:35")))
        #expect(gaps(at: now) == [] && alert.value == 0)
        alert.closing = .sessionClosed
        let ending = IncidentEnding(alert: alert, now: now, wording: Wording(language))
        #expect(ending.headline == (isRussian ? "все слоты пришли" : "all slots came"))
    }

    @Test("a duration is the difference of the instants that stand beside it", arguments: Language.allCases)
    func durations(_ language: Language) throws {
        var alert = alert(.unreachable)
        alert.key = AlertKey(.unreachable)
        alert.openedAt = try #require(MoscowTime.instant("2026-11-20 12:00:50"))
        alert.closedAt = alert.openedAt + .seconds(9 * 60 + 15)
        alert.state = .resolved
        alert.closing = .recovered
        let text = text(alert, language)
        #expect(text.contains(language == .russian ? "был сбой 10 мин" : "was down 10 min"), "\(text)")
        #expect(text.contains(language == .russian ? "С 12:00 до 12:10" : "From 12:00 to 12:10"), "\(text)")
        #expect(alert.openedAt.shownMinutes(to: alert.closedAt ?? now) == 10)
    }

    @Test("a slot that came after all is not called absent, open or not", arguments: [true, false])
    func lateSlots(isOpen: Bool) async throws {
        try await withBench { bench in
            let feed = Feed(.futures, .obstats)
            var alert = alert(.missingSlots)
            if !isOpen {
                alert.state = .resolved
                alert.closing = .recovered
                alert.closedAt = now
            }
            alert.facts.slots = times("12:15", "12:20")
            alert.facts.slotCount = 2
            let label = try #require(TimeOfDay("12:15"))
            var batch = StoreBatch()
            batch.feeds.slots = [
                SlotRecord.one(feed, on: alert.date, label, seenAt: now)
            ]
            try await bench.store.commit(batch)
            let shown = try await alert.withoutLateSlots(bench.store.feeds)
            #expect(shown.facts.slots == times("12:20") && shown.facts.slotCount == 1 && shown.value == 1)
        }
    }

    @Test("what has no running number shows no running time, and many feeds are counted")
    func calm() {
        var alert = alert(.authentication)
        alert.key = AlertKey(.authentication)
        alert.facts = AlertFacts()
        alert.facts.status = 401
        alert.facts.feeds = ["EQ tradestats", "EQ obstats", "FX obstats", "FO tradestats", "FO obstats", "FO futoi"]
        alert.facts.detail = "unauthorized 401"
        alert.facts.nextCheck = time("15:50")
        #expect(
            text(alert, .russian) == """
                🔴 <b>AlgoPack: вход отклонён (401)</b>
                С 15:45 МСК
                Затронуты: EQ 2, FX 1, FO 3 источника
                Проверьте MOEX_API_KEY или пароль
                #A1287
                """
        )
        alert.facts.feeds = ["EQ tradestats", "EQ obstats"]
        #expect(text(alert, .english).contains("Affected: EQ tradestats, EQ obstats\n"))
        var fresh = self.alert()
        fresh.openedAt = now - .seconds(59)
        #expect(text(fresh, .russian).contains("\nС 15:48 МСК · сессия до 18:50\n"))
    }

    @Test("no reply has two colons in its first line")
    func colons() {
        for rule in AlertRule.allCases {
            for language in Language.allCases {
                for reason in [IncidentReplyReason.reminder, .escalation, .worsened, .settled] {
                    var alert = alert(rule)
                    alert.value = 5
                    let reply = IncidentReplyScreen(
                        alert: alert,
                        members: [alert],
                        reason: reason,
                        now: now,
                        wording: Wording(language)
                    )
                    let first = reply.message.html.split(separator: "\n")[0]
                    #expect(first.count { $0 == ":" } == 1, "\(first)")
                }
            }
        }
    }

    @Test("a digest is a table with one row per alert")
    func digest() {
        let members = [Endpoint.tradestats, .obstats, .futoi].enumerated().map { index, endpoint in
            var alert = alert()
            alert.id = Int64(index + 1)
            alert.key = AlertKey(.staleness, Feed(.futures, endpoint))
            alert.groupID = 1
            return alert
        }
        let screen = DigestScreen(leader: members[0], members: members, now: now, wording: Wording(.russian))
        #expect(screen.message.html.hasPrefix("🔴 <b>FO: отстают 3\u{A0}источника</b>\n<pre>"))
        #expect(screen.message.html.contains("futoi"))
        #expect(!screen.message.html.contains("Взял"))
        let labels = screen.message.keyboard.map { $0.map(\.label) }
        #expect(labels.prefix(3) == [["👀 Взять все", "▶️ Проверить"], ["👀 tradestats", "👀 obstats"], ["👀 futoi"]])
    }

    @Test("a share that every data set misses is one symptom, and named once")
    func silentNames() {
        let members = [Endpoint.tradestats, .obstats].enumerated().map { index, endpoint in
            var alert = alert()
            alert.id = Int64(index + 1)
            alert.key = AlertKey(.silentNames, Feed(.equities, endpoint))
            alert.groupID = 1
            alert.value = 1
            (alert.facts.lostSecids, alert.facts.lostSecidCount) = (["FEES"], 1)
            return alert
        }
        let screen = DigestScreen(leader: members[0], members: members, now: now, wording: Wording(.russian))
        let html = screen.message.html.replacing("\u{A0}", with: " ")
        #expect(html.contains("<b>EQ: пропал 1 тикер</b>"), "\(html)")
        #expect(html.contains("\nПропал: FEES\n"))
    }

    @Test("every notice is said in both languages without an unfilled place")
    func notices() {
        for kind in Notice.Kind.allCases {
            for language in Language.allCases {
                let screen = NoticeScreen(now: now, wording: Wording(language))
                #expect(!screen.message(.example(kind)).html.contains("{"))
            }
        }
    }

    @Test("fractions of a notice are written as the reader's language writes them")
    func noticeFigures() {
        let halt = Notice.haltedDrawdown(Notice.Loss(loss: 0.2103, limit: 0.2))
        let said = Language.allCases.map { language in
            NoticeScreen(now: now, wording: Wording(language)).message(halt).html.replacing("\u{A0}", with: " ")
        }
        #expect(
            said == [
                "🔴 Торговля остановлена\nПросадка 21,03 %, предел 20,00 %\nПокупок нет, ждём человека",
                "🔴 Trading is halted\nDrawdown 21.03 %, limit 20.00 %\nNothing opens until a person resumes",
            ]
        )
        let tally = Notice.SilenceTally(scope: "EQ, FO", firing: 1, closed: 0)
        let lifted = Notice.silenceLifted(tally, by: "Борис (1002)")
        let html = NoticeScreen(now: now, wording: Wording(.russian)).message(lifted).html
        #expect(html == "🔔 Тишина снята: EQ, FO\nСнял(а) Борис\nОткрыто: 1, закрыто за время тишины: 0")
    }

    @Test("since when: the time of today, with the date of another day; rows of before are shown as they are")
    func noticeSince() throws {
        func said(_ since: Notice.Since, _ language: Language) -> String {
            let notice = Notice.schedulerOff(since: since)
            let html = NoticeScreen(now: now, wording: Wording(language)).message(notice).html
            return html.replacing("\u{A0}", with: " ")
        }
        #expect(said(.instant(now - .minutes(4)), .russian) == "⚪ Планировщик стоит с 15:45 МСК\nПроверок нет")
        let yesterday = said(.instant(now - .hours(24)), .english)
        #expect(yesterday == "⚪ Scheduler off since 19 Nov 15:49 MSK\nNothing is checked")
        #expect(said(.words("15:45"), .russian) == said(.instant(now - .minutes(4)), .russian))
    }

    @Test("a digest shows who took each, and in the end who took the last")
    func digestTaken() {
        var members = [Endpoint.tradestats, .obstats].enumerated().map { index, endpoint in
            var alert = alert()
            alert.id = Int64(index + 1)
            alert.key = AlertKey(.staleness, Feed(.futures, endpoint))
            alert.groupID = 1
            return alert
        }
        func message() -> RenderedMessage {
            DigestScreen(leader: members[0], members: members, now: now, wording: Wording(.russian)).message
        }
        members[1].acknowledgedBy = "Иван (42)"
        members[1].acknowledgedAt = now
        let html = message().html.replacing("\u{A0}", with: " ")
        #expect(
            html.contains(
                """
                <pre>#  Источник   Отстаёт Взял
                A1 tradestats  14 мин
                A2 obstats     14 мин Иван</pre>
                """
            )
        )
        #expect(!html.contains("В работе"))
        #expect(message().keyboard[0].map(\.label) == ["👀 Взять", "▶️ Проверить"])
        members[0].acknowledgedBy = "Вера (9)"
        members[0].acknowledgedAt = now + .minutes(1)
        #expect(message().html.contains("👀 В работе: Вера, 15:50"))
        #expect(message().keyboard[0].map(\.label) == ["▶️ Проверить"])
    }

    @Test("late feeds that are over show how late each was")
    func digestOver() {
        let members = [Endpoint.tradestats, .obstats].enumerated().map { index, endpoint in
            var alert = alert()
            alert.id = Int64(index + 1)
            alert.key = AlertKey(.staleness, Feed(.futures, endpoint))
            alert.groupID = 1
            alert.peak = Double(1_260 + 600 * index)
            alert.state = .resolved
            alert.closing = .recovered
            alert.closedAt = now
            return alert
        }
        func html(_ members: [AlertRecord], _ language: Language) -> String {
            DigestScreen(leader: members[0], members: members, now: now, wording: Wording(language)).message.html
                .replacing("\u{A0}", with: " ")
        }
        #expect(
            html(members, .russian).contains(
                """
                <pre>#  Источник   Отстал
                A1 tradestats 21 мин
                A2 obstats    31 мин</pre>
                """
            ),
            "\(html(members, .russian))"
        )
        var mixed = members
        mixed[1].key = AlertKey(.schemaDrift, Feed(.futures, .obstats))
        #expect(html(mixed, .english).contains("State\nA1 tradestats    ok"), "\(html(mixed, .english))")
    }

    /// A feed whose data stopped, and that came late afterwards: one fault of two alerts in one message.
    private func twoFaces() -> [AlertRecord] {
        var stale = alert()
        stale.id = 1
        stale.groupID = 1
        stale.openedAt = now - .minutes(26)
        stale.toldAt = stale.openedAt
        stale.state = .resolved
        stale.closing = .recovered
        stale.closedAt = now - .minutes(11)
        stale.peak = 1_560
        var late = alert(.publicationDelay)
        late.id = 2
        late.groupID = 1
        late.openedAt = now - .minutes(11)
        late.toldAt = late.openedAt
        late.severity = .warning
        return [stale, late]
    }

    @Test("a fault that changes its face goes on since its first", arguments: Language.allCases)
    func changesItsFace(_ language: Language) throws {
        var members = twoFaces()
        func group() -> IncidentGroup { IncidentGroup(members: members, wording: Wording(language)) }
        let single = try #require(group().single)
        #expect(single.key.rule == .publicationDelay && single.openedAt == now - .minutes(26))
        let open = text(single, language)
        #expect(open.contains(language == .russian ? "С 15:23 МСК (26 мин)" : "Since 15:23 MSK (26 min)"), "\(open)")
        let reminder = IncidentReplyScreen(
            alert: members[0],
            members: members,
            reason: .reminder,
            now: now,
            wording: Wording(language)
        )
        #expect(
            reminder.message.html.replacing("\u{A0}", with: " ").contains(language == .russian ? "26 мин" : "26 min")
        )
        members[1].state = .resolved
        members[1].closing = .recovered
        members[1].closedAt = now
        members[1].peak = 1_507
        let over = text(try #require(group().single), language)
        #expect(
            over.contains(language == .russian ? "Длилось 26 мин · задержка до 25 мин 7 с" : "Lasted 26 min"),
            "\(over)"
        )
    }

    @Test("what somebody had taken counts for a reminder from when the next of the feed was told")
    func takenBefore() {
        var members = twoFaces()
        members[0].acknowledgedBy = "Анна (1)"
        #expect(IncidentGroup(members: members, wording: Wording(.russian)).waitsSince == now - .minutes(11))
    }

    @Test("what has no answer counts from its message's beginning, whichever of the markets has recovered since")
    func waitsSinceTheBeginning() {
        var members = [AlgoPackSegment.equities, .futures].enumerated().map { index, market in
            var alert = alert()
            alert.id = Int64(index + 1)
            alert.key = AlertKey(.staleness, Feed(market, .obstats))
            alert.groupID = 1
            alert.toldAt = now - .minutes(Int64(60 - 40 * index))
            alert.escalatedAt = now - .minutes(30)
            return alert
        }
        func waited() -> String {
            DigestScreen(leader: members[0], members: members, now: now, wording: Wording(.russian)).message.html
                .replacing("\u{A0}", with: " ")
        }
        #expect(waited().contains("без ответа 1 ч\n"), "\(waited())")
        members[0].state = .resolved
        members[0].closing = .recovered
        members[0].closedAt = now - .minutes(5)
        #expect(waited().contains("без ответа 1 ч\n"), "\(waited())")
        // Who had the first of them has answered for it.
        members[0].acknowledgedBy = "Анна (1)"
        #expect(waited().contains("без ответа 20 мин\n"), "\(waited())")
    }

    @Test("what somebody had and gave back counts from then", arguments: Language.allCases)
    func givenBack(_ language: Language) {
        var alert = alert()
        alert.openedAt = now - .minutes(90)
        alert.toldAt = now - .minutes(90)
        alert.escalatedAt = now - .minutes(5)
        alert.facts.releasedAt = now - .minutes(40)
        let reply = IncidentReplyScreen(
            alert: alert,
            members: [alert],
            reason: .reminder,
            now: now,
            wording: Wording(language)
        ).message.html.replacing("\u{A0}", with: " ")
        #expect(reply.contains(language == .russian ? "не взято 40 мин" : "not taken for 40 min"), "\(reply)")
        let own = text(alert, language)
        #expect(own.contains(language == .russian ? "без ответа 40 мин" : "no answer for 40 min"), "\(own)")
    }

    @Test("a hole that is told in the next session names the end of its own", arguments: Language.allCases)
    func holeOfTheLastSession(_ language: Language) {
        var alert = alert(.missingSlots)
        alert.facts.slots = times("15:35")
        alert.value = 1
        alert.facts.sessionClose = time("15:40")
        let html = text(alert, language)
        #expect(html.contains(language == .russian ? "сессия закрылась в 15:40" : "session ended 15:40"), "\(html)")
        alert.facts.sessionClose = time("15:50")
        #expect(text(alert, language).contains(language == .russian ? "сессия до 15:50" : "session ends 15:50"))
    }

    @Test("after the close its end is neither told nor offered", arguments: Language.allCases)
    func afterTheClose(_ language: Language) {
        var alert = alert()
        alert.facts.sessionClose = time("15:49")
        #expect(!text(alert, language).contains("15:49\n"))
        func labels(_ now: Timestamp) -> [String] {
            IncidentKeyboard(alert: alert, wording: Wording(language), now: now).rows.flatMap { $0 }.map(\.label)
        }
        let button = Wording(language).text(IncidentPhrase.buttonSession)
        #expect(labels(now - .seconds(1)).contains(button))
        #expect(!labels(now).contains(button) && labels(now).contains { $0.contains("🔕") })
    }

    @Test("slots beside a fault that is over: expected, awaited no more, all here", arguments: Language.allCases)
    func besideAFault(_ language: Language) {
        var fault = alert()
        fault.state = .resolved
        fault.closing = .recovered
        fault.closedAt = now
        var hole = alert(.missingSlots)
        hole.id = 2
        (fault.groupID, hole.groupID) = (fault.id, fault.id)
        hole.facts.slots = times("15:35")
        hole.value = 1
        func last(reply: Bool, at now: Timestamp) -> String {
            let wording = Wording(language)
            let members = [fault, hole]
            let group = IncidentGroup(members: members, wording: wording)
            let html =
                reply
                ? IncidentReplyScreen(alert: fault, members: members, reason: .recovered, now: now, wording: wording)
                    .message.html
                : IncidentScreen(alert: fault, gaps: group.gaps, now: now, wording: wording).message.html
            return html.split(separator: "\n").dropFirst(2).first.map { String($0.prefix { $0 != "·" }) } ?? ""
        }
        let isRussian = language == .russian
        #expect(last(reply: false, at: now) == (isRussian ? "Пока нет 15:35" : "Not here yet: 15:35"))
        // What is said once for all does not speak of the present.
        #expect(last(reply: true, at: now).contains(isRussian ? "К 15:49 нет 15:35" : "Not here by 15:49: 15:35"))
        hole.state = .resolved
        #expect(last(reply: false, at: now + .hours(1)) == (isRussian ? "Не пришёл 15:35" : "Never arrived: 15:35"))
        hole = hole.without(slots: [time("15:35")])
        #expect(last(reply: false, at: now) == (isRussian ? "Все слоты пришли" : "Every slot came"))
    }

    @Test("a group that is over keeps its plot, and several markets were down", arguments: Language.allCases)
    func groupOver(_ language: Language) {
        let members = [AlgoPackSegment.equities, .futures].enumerated().map { index, market in
            var alert = alert()
            alert.id = Int64(index + 1)
            alert.key = AlertKey(.staleness, Feed(market, index == 0 ? .tradestats : .obstats))
            alert.groupID = 1
            alert.state = .resolved
            alert.closing = .recovered
            alert.closedAt = alert.openedAt + .minutes(115)
            alert.peak = Double(7_206 - 600 * index)
            return alert
        }
        let screen = DigestScreen(leader: members[0], members: members, now: now, wording: Wording(language))
        let html = screen.message.html.replacing("\u{A0}", with: " ")
        #expect(
            html.hasPrefix(
                language == .russian ? "🟢 <b>EQ, FO: отставали до 2 ч</b>" : "🟢 <b>EQ, FO: were up to 2 h late</b>"
            ),
            "\(html)"
        )
        // The table below tells the same span of the same instant.
        #expect(
            html.contains(language == .russian ? "EQ tradestats      2 ч" : "EQ tradestats      2 h"),
            "\(html)"
        )
        var mixed = members
        mixed[1].key = AlertKey(.unreachable, Feed(.futures, .obstats))
        let other = DigestScreen(leader: mixed[0], members: mixed, now: now, wording: Wording(language)).message.html
        #expect(other.contains(language == .russian ? "был сбой" : "were down"), "\(other)")
        #expect(
            screen.message.keyboard.map { $0.map(\.label) } == [[Wording(language).text(IncidentPhrase.buttonPlot)]]
        )
    }

    @Test(
        "what goes on is called by its own name, and what ended with its session is not green",
        arguments: Language.allCases
    )
    func mixedGroup(_ language: Language) throws {
        var members = AlgoPackSegment.allCases.enumerated().map { index, market in
            var alert = alert()
            alert.id = Int64(index + 1)
            alert.key = AlertKey(.staleness, Feed(market, .obstats))
            alert.groupID = 1
            return alert
        }
        func lines() -> [Substring] {
            DigestScreen(leader: members[0], members: members, now: now, wording: Wording(language)).message.html
                .split(separator: "\n")
        }
        func end(_ index: Int, _ closing: AlertClosing) {
            members[index].state = .resolved
            members[index].closing = closing
            members[index].closedAt = now
        }
        end(0, .recovered)
        #expect(try #require(lines().first).hasPrefix("🔴 <b>FX, FO · obstats:"), "\(lines())")
        end(1, .sessionClosed)
        #expect(try #require(lines().first).hasPrefix("🔴 <b>FO · obstats:"), "\(lines())")
        #expect(lines().contains { $0.hasSuffix(language == .russian ? "до закрытия" : "till close") }, "\(lines())")
        end(2, .recovered)
        #expect(try #require(lines().first).hasPrefix("⚪ <b>EQ, FX, FO · obstats:"), "\(lines())")
    }
}
