import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Rows of a group's table")
struct DigestRowTests {
    private let now = MoscowTime.instant("2026-11-20 15:49:00") ?? Timestamp(seconds: 0)

    private func alert(_ id: Int64, _ rule: AlertRule, _ endpoint: Endpoint, isOpen: Bool = true) -> AlertRecord {
        var alert = AlertRecord(
            key: AlertKey(rule, Feed(.futures, endpoint)),
            severity: rule == .staleness ? .critical : .warning,
            date: MoscowTime.date(of: now),
            openedAt: now - .minutes(30),
            value: rule == .missingSlots ? 3 : 840,
            limit: 600
        )
        alert.id = id
        alert.groupID = 1
        alert.state = isOpen ? .firing : .resolved
        alert.closing = isOpen ? nil : .recovered
        alert.closedAt = isOpen ? nil : now
        (alert.firedAt, alert.toldAt) = (alert.openedAt, alert.openedAt)
        if rule == .missingSlots { (alert.facts.slots, alert.facts.slotCount) = (times("15:25", "15:30", "15:35"), 3) }
        return alert
    }

    private func message(_ members: [AlertRecord]) -> RenderedMessage {
        DigestScreen(leader: members[0], members: members, now: now, wording: Wording(.russian)).message
    }

    private func rows(_ members: [AlertRecord]) -> [String] {
        message(members).html.replacing("\u{A0}", with: " ").split(separator: "\n")
            .filter { $0.hasPrefix("A") }.map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
            .map { $0.replacing("</pre>", with: "") }
    }

    @Test("a feed has one row, the worst of it: what goes on, else what is left")
    func onePerFeed() {
        var members = [
            alert(1, .staleness, .tradestats), alert(2, .missingSlots, .tradestats),
            alert(3, .publicationDelay, .tradestats), alert(4, .staleness, .obstats, isOpen: false),
            alert(5, .missingSlots, .obstats), alert(6, .publicationDelay, .futoi, isOpen: false),
        ]
        #expect(rows(members) == ["tradestats 14 мин", "obstats 3 слота", "futoi норма"])
        for index in members.indices {
            (members[index].state, members[index].closing, members[index].closedAt) = (.resolved, .recovered, now)
        }
        #expect(rows(members) == ["tradestats 3 слота", "obstats 3 слота", "futoi норма"])
        members[0].closing = .sessionClosed
        #expect(rows(members)[0] == "tradestats до закрытия")
    }

    @Test("a feed is somebody's when all of it is, and has one button")
    func taken() {
        var members = [
            alert(1, .staleness, .tradestats), alert(2, .schemaDrift, .tradestats), alert(3, .staleness, .obstats),
        ]
        func labels() -> [String] { message(members).keyboard.flatMap { $0.map(\.label) } }
        #expect(labels().filter { $0.hasPrefix("👀") } == ["👀 Взять все", "👀 tradestats", "👀 obstats"])
        (members[0].acknowledgedBy, members[0].state) = ("Иван (42)", .acknowledged)
        #expect(!rows(members)[0].contains("Иван") && labels().contains("👀 tradestats"))
        (members[1].acknowledgedBy, members[1].state) = ("Иван (42)", .acknowledged)
        #expect(rows(members)[0].hasSuffix("Иван") && !labels().contains("👀 tradestats"))
    }

    @Test(
        "what somebody has of a group can be given back and handed over, and its buttons name markets as its table does"
    )
    func partlyTaken() {
        var members = [
            alert(1, .staleness, .tradestats), alert(2, .staleness, .obstats), alert(3, .staleness, .futoi),
            alert(4, .staleness, .tradestats),
        ]
        members[3].key = AlertKey(.staleness, Feed(.equities, .tradestats))
        func words() -> [String] {
            message(members).keyboard.flatMap { $0 }.map(\.data).compactMap {
                $0?.split(separator: ":").last.map(String.init)
            }
        }
        #expect(!words().contains("free"))
        for index in [1, 3] { (members[index].acknowledgedBy, members[index].state) = ("Иван (42)", .acknowledged) }
        #expect(words().contains("take") && words().contains("free") && words().contains("give"))
        let labels = message(members).keyboard.flatMap { $0.map(\.label) }
        #expect(labels.contains("👀 FO tradestats") && labels.contains("👀 FO futoi"), "\(labels)")
    }

    @Test("a group is as many as its table has rows", arguments: Language.allCases)
    func size(_ language: Language) {
        var members = [
            alert(1, .staleness, .tradestats), alert(2, .silentNames, .tradestats),
            alert(3, .missingSlots, .tradestats),
            alert(4, .staleness, .obstats), alert(5, .schemaDrift, .obstats),
        ]
        let wording = Wording(language)
        func group() -> IncidentGroup { IncidentGroup(members: members, wording: wording) }
        let isRussian = language == .russian
        #expect(group().size.replacing("\u{A0}", with: " ") == (isRussian ? "2 источника" : "2 feeds"))
        #expect(group().symptom.replacing("\u{A0}", with: " ") == (isRussian ? "2 сбоя" : "2 incidents"))
        // Where one feed is left it is named, with the worst that it has.
        for index in 3..<5 { (members[index].state, members[index].closing) = (.resolved, .recovered) }
        #expect(group().headline(at: now).hasPrefix("FO · tradestats: "), "\(group().headline(at: now))")
        #expect(group().symptom == wording.symptom(members[0]))
        // Slots that never came have no span.
        for index in 0..<2 { (members[index].state, members[index].closing) = (.resolved, .recovered) }
        let over = group().headline(at: now)
        #expect(over == (isRussian ? "FO: новых пропусков нет" : "FO: no new gaps"), "\(over)")
    }

    @Test("a group that somebody has closed by hand says so, and who", arguments: Language.allCases)
    func closedByHand(_ language: Language) {
        var members = [alert(1, .staleness, .tradestats, isOpen: false), alert(2, .schemaDrift, .obstats)]
        (members[1].state, members[1].closing, members[1].closedAt) = (.resolved, .withdrawn, now)
        members[1].facts.closedBy = "Анна (1)"
        let wording = Wording(language)
        let digest = DigestScreen(leader: members[0], members: members, now: now, wording: wording).message.html
        let reply = IncidentReplyScreen(
            alert: members[0],
            members: members,
            reason: .sessionClosed,
            now: now,
            wording: wording
        ).message.html
        let (what, who, next) =
            language == .russian
            ? ("FO: закрыто вручную", "Вручную: Анна", "следующей сессии")
            : ("FO: closed by hand", "By hand: Анна", "next session")
        for html in [digest, reply] {
            #expect(html.contains(what) && html.contains(who) && !html.contains(next), "\(html)")
        }
        #expect(digest.contains(language == .russian ? "вручную" : "by hand"), "\(digest)")
    }

    @Test("what somebody has closed is not called fine because a slot came, and is not hidden by slots that did not")
    func closedByHandRow() {
        var members = [
            alert(1, .missingSlots, .tradestats), alert(2, .publicationDelay, .tradestats),
            alert(3, .publicationDelay, .obstats),
        ]
        for index in members.indices {
            (members[index].state, members[index].closing, members[index].closedAt) = (.resolved, .withdrawn, now)
            members[index].facts.closedBy = "Анна (1)"
        }
        #expect(rows(members) == ["tradestats вручную", "obstats вручную"])
        (members[0].facts.slots, members[0].facts.slotCount) = ([], nil)
        #expect(rows(members) == ["tradestats вручную", "obstats вручную"])
    }

    @Test("what all have alike is said of all, and how many they are where it differs", arguments: Language.allCases)
    func alike(_ language: Language) {
        var members = [alert(1, .entitlement, .tradestats), alert(2, .entitlement, .obstats)]
        for index in members.indices { members[index].facts.status = 403 }
        func headline() -> String {
            IncidentGroup(members: members, wording: Wording(language)).headline(at: now).replacing("\u{A0}", with: " ")
        }
        let isRussian = language == .russian
        #expect(headline() == (isRussian ? "FO: не в тарифе (403)" : "FO: not in plan (403)"))
        members[1].key = AlertKey(.entitlement, Feed(.equities, .obstats))
        #expect(headline() == (isRussian ? "EQ, FO: не в тарифе (403)" : "EQ, FO: not in plan (403)"))
        members[1].facts.status = 402
        #expect(headline() == (isRussian ? "EQ, FO: 2 сбоя" : "EQ, FO: 2 incidents"))
    }

    @Test(
        "where only some make no sound the message says which, and the others can be silenced",
        arguments: Language.allCases
    )
    func partlySilenced(_ language: Language) {
        var members = [alert(1, .staleness, .tradestats), alert(2, .staleness, .obstats)]
        members[1].key = AlertKey(.staleness, Feed(.equities, .obstats))
        (members[0].silencedUntil, members[0].silencedBy) = (now + .minutes(30), "Анна (1)")
        func shown() -> RenderedMessage {
            DigestScreen(leader: members[0], members: members, now: now, wording: Wording(language)).message
        }
        func words() -> [String] {
            shown().keyboard.flatMap { $0 }.compactMap { $0.data?.split(separator: ":").last.map(String.init) }
        }
        let isRussian = language == .russian
        let part = isRussian ? "🔕 FO · tradestats: тихо до 16:19 (Анна)" : "🔕 FO · tradestats: muted until 16:19 (Анна)"
        #expect(shown().html.contains(part), "\(shown().html)")
        #expect(!words().contains("unmute"), "\(words())")
        (members[1].silencedUntil, members[1].silencedBy) = (now + .minutes(30), "Анна (1)")
        #expect(shown().html.contains(isRussian ? "🔕 Тихо до 16:19 (Анна)" : "🔕 Muted until 16:19 (Анна)"))
        #expect(words().contains("unmute"), "\(words())")
    }

    @Test(
        "hi2 that has not come by the end of its day is called missing, and nobody promises another look",
        arguments: Language.allCases
    )
    func missingDay(_ language: Language) {
        var members = [alert(1, .hi2Missing, .hi2), alert(2, .hi2Missing, .hi2)]
        members[1].key = AlertKey(.hi2Missing, Feed(.equities, .hi2))
        for index in members.indices {
            (members[index].state, members[index].closing, members[index].closedAt) = (.resolved, .sessionClosed, now)
        }
        let wording = Wording(language)
        let isRussian = language == .russian
        let missing = isRussian ? "нет данных за 20.11" : "no data for 20 Nov"
        for shown in [members, [members[0]]] {
            let reply = IncidentReplyScreen(
                alert: shown[0],
                members: shown,
                reason: .sessionClosed,
                now: now,
                wording: wording
            ).message.html
            let living =
                shown.count > 1
                ? DigestScreen(leader: shown[0], members: shown, now: now, wording: wording).message.html
                : IncidentScreen(alert: shown[0], now: now, wording: wording).message.html
            for html in [reply, living] {
                #expect(html.contains("⚪") && html.contains(missing), "\(html)")
                for word in ["закрыти", "сессии", "ессия", "session", "close"] {
                    #expect(!html.contains(word), "\(html)")
                }
            }
        }
    }

    @Test(
        "the end of a silence names what it was of",
        arguments: [
            ("", "все источники"), ("EQ, FO obstats", "EQ, FO obstats"), ("authentication", "AlgoPack"),
            ("authentication, rate_limit", "AlgoPack"),
        ]
    )
    func endOfSilence(_ scope: String, _ said: String) {
        let notice = Notice.silenceEnded(Notice.SilenceTally(scope: scope, firing: 1, closed: 0))
        let html = NoticeScreen(now: now, wording: Wording(.russian)).message(notice).html
        #expect(html.hasPrefix("🔔 Снова со звуком: \(said)\n"), "\(html)")
    }

    @Test("a second look at hi2 that finds nothing new makes no sound")
    func secondLook() {
        for isRecheck in [false, true] {
            let rows = [HI2Report.Row(market: .equities, isPresent: false, note: "")]
            let report = HI2Report(date: MoscowTime.date(of: now), rows: rows, isRecheck: isRecheck)
            #expect(NoticeScreen(now: now, wording: Wording(.russian)).message(report).isSilent == isRecheck)
        }
    }

    @Test(
        "the end of a session makes no sound and promises no other look where the next one runs",
        arguments: Language.allCases
    )
    func openAgain(_ language: Language) {
        var member = alert(1, .staleness, .tradestats)
        (member.state, member.closing, member.closedAt, member.groupID) = (.resolved, .sessionClosed, now, nil)
        func reply() -> RenderedMessage {
            IncidentReplyScreen(
                alert: member,
                members: [member],
                reason: .sessionClosed,
                now: now,
                wording: Wording(language)
            ).message
        }
        let next = language == .russian ? "следующей сессии" : "next session"
        #expect(reply().html.contains(next) && !reply().isSilent)
        member.facts.nextOpen = now + .minutes(1)
        #expect(reply().html.contains(next) && !reply().isSilent)
        member.facts.nextOpen = now
        #expect(!reply().html.contains(next) && reply().isSilent)
    }

    @Test(
        "a reply names all that joined at once; after a call for help a reminder says so",
        arguments: Language.allCases
    )
    func replies(_ language: Language) {
        var members = [
            alert(1, .staleness, .tradestats), alert(2, .staleness, .tradestats), alert(3, .staleness, .obstats),
        ]
        members[0].key = AlertKey(.staleness, Feed(.equities, .tradestats))
        for index in 1...2 { members[index].toldAt = now }
        func reply(_ reason: IncidentReplyReason, of index: Int) -> String {
            IncidentReplyScreen(
                alert: members[index],
                members: members,
                reason: reason,
                now: now,
                wording: Wording(language)
            ).message.html.replacing("\u{A0}", with: " ")
        }
        let isRussian = language == .russian
        let joined = reply(.joined, of: 1)
        #expect(joined.contains(isRussian ? "FO: отстают 2 источника" : "FO: 2 feeds late"), "\(joined)")
        #expect(
            joined.contains(isRussian ? "Ещё 2 сбоя в сообщении #A1" : "2 incidents more in message #A1"),
            "\(joined)"
        )
        #expect(reply(.reminder, of: 0).contains(isRussian ? "Напоминание" : "Reminder"))
        for index in members.indices { members[index].facts.releasedAt = now }
        #expect(reply(.reminder, of: 0).contains(isRussian ? "больше никем не взято" : "nobody has it any more"))
        members[0].escalatedAt = now
        #expect(
            reply(.reminder, of: 0).contains(isRussian ? "📣 После эскалации: не взято" : "📣 Escalated, not taken for")
        )
    }
}
