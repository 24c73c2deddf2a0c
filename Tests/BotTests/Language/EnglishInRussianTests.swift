import Market
import Platform
import Store
import TestKit
import Testing

@testable import Bot

/// Every kind of message in every state, read for English words where the reader chose Russian, and the other way round.
@Suite("No English in Russian")
struct EnglishInRussianTests {
    /// Names of feeds, products, commands and file formats; everything else in Latin letters is a word.
    private static let names: Set<String> = [
        "EQ", "FX", "FO", "tradestats", "orderstats", "obstats", "futoi", "hi2", "AlgoPack", "Telegram", "SYSTIME",
        "HTTP", "NTP", "MAYAK_ADMINS", "MOEX_API_KEY", "BotFather", "SBER", "GAZP", "English", "hi", "A", "p95",
        "General", "VWAP", "VaR", "TATNP", "MTLRP", "RTKMP", "lte",
    ]
    private static let now = Timestamp(seconds: 1_721_026_800)
    private static let english = "unauthorized 401: datashop/algopack/eq, the host said nothing"

    /// Latin words of a message, without its tags, commands and codes.
    private func words(_ html: String) -> [String] {
        let command =
            #/
            /[a-z_0-9]+
            (\ (all|eq|fx|fo|tradestats|orderstats|obstats|send_plots|ru|en|[A-Z]{2,4}[0-9]?|[0-9:.\-]+
            |invite|set|remove|operator|trader|quiet|hold|off|escalation))*
            /#
        let plain = html.replacing(/<blockquote expandable>|<[^>]*>/, with: " ")
            // A command with its arguments: markets, feeds, codes, jobs, figures and the names of its settings, but no other word.
            .replacing(command, with: " ")
            .replacing(/#A[0-9]+/, with: " ")
            .replacing(/\{[a-z]+\}/, with: " ")
        return plain.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init).filter { word in
            word.contains { $0.isASCII && $0.isLetter } && !Self.names.contains(word)
                && word.wholeMatch(of: /[A-Z]{1,2}[0-9]+/) == nil
        }
    }

    private func check(_ html: String, _ what: String) {
        let found = words(html)
        #expect(found.isEmpty, "\(what): \(found) in \(html)")
    }

    private func checkEnglish(_ html: String, _ what: String) {
        let found = html.filter { ("а"..."я").contains($0.lowercased()) || $0 == "ё" }
        #expect(found.isEmpty, "\(what): \(html)")
    }

    private func both(_ what: String, _ html: (Wording) -> String) {
        check(html(Wording(.russian)), what)
        checkEnglish(html(Wording(.english)), what)
    }

    private static func alert(_ rule: AlertRule, _ state: AlertState, _ closing: AlertClosing? = nil) -> AlertRecord {
        var alert = AlertRecord(
            key: AlertKey(rule, Feed(.futures, .obstats)),
            severity: .critical,
            date: MoscowTime.date(of: now),
            openedAt: now - .minutes(40),
            value: 840,
            limit: 600
        )
        alert.id = 12
        alert.state = state
        alert.firedAt = now - .minutes(39)
        alert.toldAt = alert.firedAt
        alert.closing = closing
        alert.closedAt = closing == nil ? nil : now
        alert.acknowledgedBy = state == .acknowledged ? "1001" : nil
        alert.acknowledgedAt = state == .acknowledged ? now : nil
        alert.flips = [now - .minutes(9), now]
        alert.facts.detail = english
        alert.facts.status = 401
        alert.facts.slots = times("12:15", "12:20")
        alert.facts.slotCount = 2
        alert.facts.isUnproved = true
        alert.facts.newSecids = ["SBER"]
        alert.facts.lostSecids = ["GAZP"]
        alert.facts.feeds = ["EQ obstats", "FO obstats"]
        (alert.facts.count, alert.facts.comparedCount) = (372, 384)
        (alert.facts.lastLabel, alert.facts.lastSystime) = (time("12:10:00"), moscow("2024-07-15 12:10:11"))
        (alert.facts.sessionClose, alert.facts.nextCheck) = (time("18:40"), time("12:25"))
        alert.facts.clocks = .init(telegram: 95, exchange: -94, wrong: .exchange)
        return alert
    }

    private static let states: [(AlertState, AlertClosing?)] =
        [(.pending, nil), (.firing, nil), (.acknowledged, nil), (.recovering, nil)]
        + [.recovered, .sessionClosed, .unconfirmed, .withdrawn].map { (.resolved, $0) }

    private static let reasons: [IncidentReplyReason] = [
        .recovered, .sessionClosed, .reminder, .escalation, .worsened, .flapping, .settled,
    ]

    @Test("alerts of every rule in every state, their details, replies and digests", arguments: AlertRule.allCases)
    func alerts(_ rule: AlertRule) {
        for (state, closing) in Self.states {
            var alert = Self.alert(rule, state, closing)
            for hand in [nil, "1001"] {
                alert.facts.closedBy = hand
                let name = "\(rule.rawValue) \(state) \(closing?.rawValue ?? "")"
                both(name) { IncidentScreen(alert: alert, now: Self.now, wording: $0).lines.joined(separator: "\n") }
                both("\(name) details") { wording in
                    let events = AlertState.allCases.map {
                        AlertEvent(
                            id: 1,
                            alert: 12,
                            at: Self.now,
                            from: nil,
                            to: $0,
                            severity: .critical,
                            value: 1,
                            note: Self.english
                        )
                    }
                    let shown = events.filter { $0.to != .acknowledged }
                    return IncidentDetails(alert: alert, events: shown, now: Self.now, wording: wording).html
                }
                both("\(name) buttons") { wording in
                    IncidentKeyboard(alert: alert, wording: wording, now: Self.now).rows.flatMap(\.self).map(\.label)
                        .joined(separator: "\n")
                }
                both("\(name) digest") { wording in
                    DigestScreen(leader: alert, members: [alert, alert], now: Self.now, wording: wording).message.html
                }
                for reason in Self.reasons {
                    both("\(name) \(reason)") { wording in
                        IncidentReplyScreen(
                            alert: alert,
                            members: [alert],
                            reason: reason,
                            now: Self.now,
                            wording: wording
                        )
                        .message.html
                    }
                }
            }
        }
    }

    @Test("notices of every kind with English facts", arguments: Notice.Kind.allCases)
    func notices(_ kind: Notice.Kind) {
        both(kind.rawValue) { wording in
            NoticeScreen(now: Self.now, wording: wording).message(
                .example(
                    kind,
                    job: "EQ1",
                    detail: wording.language == .russian ? Self.english : "",
                    person: ""
                )
            ).html
        }
    }

    @Test("outcomes of every wish to the scheduler")
    func outcomes() {
        let wishes: [AlertRequest] = [
            .acknowledge(alert: 1), .acknowledgeOne(alert: 1), .release(alert: 1), .handOver(alert: 1, person: "1"),
            .resolve(alert: 1), .reopen(alert: 1), .silenceAlert(alert: 1, until: .sessionEnd), .endSilences(ids: [1]),
            .silence(rule: nil, market: .futures, endpoint: nil, until: .tomorrowOpen, reason: ""), .recheck(alert: 1),
        ]
        let silence = Silence(id: 1, createdAt: Self.now, until: Self.now + .hours(1), author: "a")
        for state in [CommandState.done, .failed, .refused, .withdrawn] {
            for command in wishes.map({ SchedulerCommand.alert($0) }) + [.unreadable, .job(.run(id: "EQ1"))] {
                for result in [Self.english, ""] {
                    both("\(command) \(state)") { wording in
                        var record = CommandRecord(
                            id: 1,
                            command: command,
                            author: "a",
                            channel: .telegram,
                            postedAt: Self.now,
                            state: state
                        )
                        record.result = result
                        return CommandOutcomeWords(
                            record: record,
                            silences: [silence],
                            today: MoscowTime.date(of: Self.now),
                            wording: wording
                        ).html
                    }
                }
            }
            for outcome in [nil] + RunOutcome.allCases.map(Optional.some) {
                both("job \(state) \(outcome.map { "\($0)" } ?? "")") { wording in
                    let run = outcome.map {
                        JobRun(job: "EQ1", nominal: Self.now, outcome: $0, claimedAt: Self.now, detail: Self.english)
                    }
                    return JobScreen(
                        job: "EQ1",
                        state: state,
                        result: Self.english,
                        run: run,
                        now: Self.now,
                        wording: wording
                    ).html
                }
            }
        }
    }

    @Test("rows of the audit trail, known and unknown")
    func audit() {
        let actions = [
            "calendar.set", "alert.take", "alert.release", "alert.handover", "alert.close", "alert.reopen", "duty.set",
            "silence.set", "people.set", "calendar.import", "portfolio.resume", "command.run", "something.new",
        ]
        let settings = [
            ("quiet -100123", "23:00-07:00 hold"), ("quiet 5", "off"), ("escalate_after 5", "30 min"),
            ("escalation_chat 5", "-100123"), ("topic -100123", "all 7"), ("topic -100123", "EQ 7"),
        ]
        let objects =
            settings.map { ("settings.set", $0, $1) }
            + [("duty.set", "weekdays 9-19", "2 2"), ("duty.set", "all", ""), ("duty.set", "mon-fri", "")]
            + [("calendar.set", "FO 2026-11-20..2026-11-24", "closed"), ("calendar.set", "FO 2026-11-20", "short")]
            + [("silence.set", "everything", ""), ("silence.end", "staleness FO obstats", "")]
        for (action, object, after) in objects {
            let row = AuditEntry(
                at: Self.now,
                actor: "1 1",
                stored: action,
                object: object,
                after: after,
                result: .done
            )
            both(action) { AuditWords(today: MoscowTime.date(of: Self.now), wording: $0).html(row) }
        }
        for action in actions {
            for result in [nil, "done", "refused: noRight", "refused: alert #A1 is not open", "failed: no scheduler"] {
                let row = AuditEntry(
                    at: Self.now,
                    actor: "1 1",
                    stored: action,
                    object: "#A12 \(AlertKey(.staleness, Feed(.futures, .obstats)))",
                    before: "viewer",
                    after: "trader",
                    result: result.map(AuditResult.init(stored:))
                )
                both(action) { AuditWords(today: MoscowTime.date(of: Self.now), wording: $0).html(row) }
            }
        }
    }

    @Test(
        "who signed, in the reader's language",
        arguments: [
            ("Иван (42)", "Иван", "Иван"), ("42 Иван", "Иван", "Иван"),
            ("Константин Иванов (42)", "Константин", "Константин"),
            ("cli 42", "42 с терминала", "42 via terminal"), ("cli", "терминал", "terminal"), ("bot", "бот", "the bot"),
            // Whoever calls themself so in Telegram stays who they are.
            ("cli root (42)", "cli root", "cli root"), ("bot (42)", "bot", "bot"),
            ("7 Gnomes (42)", "7 Gnomes", "7 Gnomes"),
        ]
    )
    func signatures(_ signature: String, _ russian: String, _ english: String) {
        #expect(Wording(.russian).shortName(of: signature) == russian)
        #expect(Wording(.english).shortName(of: signature) == english)
    }

    @Test("what a Russian message says may be typed is understood", arguments: ["наблюдатель", "Админ", "viewer"])
    func typed(_ word: String) {
        #expect(Role(word: word) != nil)
        let today = MoscowTime.date(of: Self.now)
        for kind in ["обычный", "нет", "рабочий", "сессия", "короткий 14:00", "снять", "как FO"] {
            let words = ["завтра", "все"] + kind.split(separator: " ").map(String.init)
            #expect(throws: Never.self) { try CalendarRequest(today: today).screen(words) }
        }
    }

    @Test("every sentence of the catalogues")
    func catalogues() {
        for phrase in Catalogues.all.flatMap(\.self) { check(phrase.texts.russian, "\(phrase)") }
        for action in AuditAction.allCases { check(action.title.russian, action.rawValue) }
        for rule in AlertRule.allCases {
            check(rule.title.russian, rule.rawValue)
            #expect(!rule.title.russian.contains("_") && rule.title.russian != rule.rawValue)
        }
    }
}
