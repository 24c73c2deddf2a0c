import Market
import Operations
import Store

/// Puts the rows of the audit trail into words: the store keeps names for machines.
struct AuditWords: Sendable {
    let today: CivilDate
    let wording: Wording

    /// Two lines: `15:51 Иван: тревога взята`, and below what it was done to and what came of it.
    func html(_ row: AuditEntry) -> String {
        let head = "\(wording.clock(row.at, today: today)) \(wording.name(of: row.actor)): \(action(row))"
        let details = [object(row), change(row), result(row)].filter { !$0.isEmpty }
        return HTMLText.escape(head) + "\n└ " + HTMLText.escape(details.joined(separator: " · "))
    }

    private func action(_ row: AuditEntry) -> String {
        if let deed = row.deed { return wording.text(deed.title) }
        if let command = row.lateCommand { return wording.text(AuditPhrase.lateCommand, ["name": "/" + command]) }
        return wording.technical(row.action) ?? wording.text(AuditPhrase.deed)
    }

    private func object(_ row: AuditEntry) -> String {
        let object = row.object
        if object.hasPrefix("#A") { return alert(object) }
        if row.deed == .dutySet {
            return object.split(separator: " ").map { duty(String($0)) }.joined(separator: " ")
        }
        if row.deed == .settingsSet { return setting(object) }
        // `all` is what the chat wrote once.
        if ["all", Silence.everything].contains(object) { return wording.text(NoticePhrase.silenceEndedAll) }
        guard object.hasPrefix("invitation ") else {
            return object.split(separator: " ").map { word(String($0)) }.joined(separator: " ")
        }
        return wording.text(AuditPhrase.invitation, ["id": String(object.dropFirst("invitation ".count))])
    }

    /// `#A12 staleness FO obstats`: the number, and of the key what is called alike in every language.
    private func alert(_ object: String) -> String {
        let words = object.split(separator: " ").map(String.init)
        let key = words.dropFirst().joined(separator: " ").split { $0 == "/" || $0 == " " }.map(String.init)
        let named = key.map { word in
            AlertRule.allCases.first { $0.rawValue == word }.map { wording.text($0.title) } ?? word
        }
        return ([words[0]] + named).joined(separator: " ")
    }

    /// `обычный → торгов нет`.
    private func change(_ row: AuditEntry) -> String {
        [row.before, row.after].filter { !$0.isEmpty }
            .map { text in
                switch row.deed {
                case .settingsSet: settingValue(text)
                case .portfolioHalt: haltValue(text)
                default: value(text)
                }
            }.joined(separator: " → ")
    }

    /// `reduceOnly: no link`: what was stopped, and why.
    private func haltValue(_ text: String) -> String {
        let parts = text.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
        guard let level = parts.first.flatMap(Halt.Level.init(rawValue:)) else { return text }
        let name = wording.text(level == .stopped ? AuditPhrase.haltOfAll : .haltOfPurchases)
        return ([name] + parts.dropFirst()).joined(separator: ": ")
    }

    private func value(_ text: String) -> String {
        text.split(separator: ", ").map { part in
            if part.hasPrefix("approved by ") {
                let who = part.dropFirst("approved by ".count)
                return wording.text(ConfirmPhrase.approvedBy, ["who": wording.name(of: String(who))])
            }
            if part.hasPrefix("for ") {
                return wording.text(ConfirmPhrase.askedBy, ["who": wording.name(of: String(part.dropFirst(4)))])
            }
            return word(String(part))
        }.joined(separator: ", ")
    }

    /// Day kinds and roles by their names, dates as people write them; anything else as it is.
    private func word(_ text: String) -> String {
        if let date = CivilDate(text) { return wording.fullDate(date) }
        if let span = DateSpan(text) { return "\(wording.fullDate(span.first))–\(wording.fullDate(span.last))" }
        if let kind = DayKind(rawValue: text) { return wording.name(kind) }
        if let role = Role(rawValue: text) { return wording.name(role) }
        if let rule = AlertRule.allCases.first(where: { $0.rawValue == text }) { return wording.text(rule.title) }
        return text == "stranger" ? wording.text(PeoplePhrase.stranger) : text
    }

    /// `пн–пт`, `9-19` of what `/oncall` and `mayak oncall` were asked for.
    private func duty(_ word: String) -> String { DutyWish.days(word) == nil ? word : wording.dutyDays(word) }

    /// `quiet -100123`: what was set, and in which chat.
    private func setting(_ object: String) -> String {
        let words = object.split(separator: " ").map(String.init)
        let phrase: SettingsPhrase? =
            switch words.first {
            case "quiet": .quietTitle
            case "escalate_after", "escalation_chat": .escalationTitle
            case "topic": .topicsTitle
            default: nil
            }
        guard let phrase else { return wording.technical(object) ?? "" }
        return ([wording.text(phrase)] + words.dropFirst()).joined(separator: " ")
    }

    /// `23:00–07:00, сводкой`, `30 мин`, `EQ 12` or `нет`.
    private func settingValue(_ text: String) -> String {
        if let hours = QuietHours(text) {
            return "\(hours.span), \(wording.text(hours.mode == .hold ? SettingsPhrase.modeHold : .modeSilent))"
        }
        if text.hasSuffix(" min"), let minutes = Int(text.dropLast(4)) { return wording.duration(.minutes(minutes)) }
        if text == "off" { return wording.text(AuditPhrase.off) }
        return text.hasPrefix("all ") ? wording.text(SettingsPhrase.topicAll) + text.dropFirst(3) : text
    }

    /// Refusals and failures with their reason; a success needs no more than the word, and what another version wrote is shown as it is.
    private func result(_ row: AuditEntry) -> String {
        switch row.result {
        case nil: wording.text(AuditPhrase.open)
        case .done, .doneNoting, .given, .edits, .nothing, .invitation, .key, .was: wording.text(AuditPhrase.done)
        case .reported: wording.text(AuditPhrase.reported)
        case .waits, .waitsForCommand: wording.text(AuditPhrase.waits)
        case .declined: wording.text(AuditPhrase.declined)
        case .refused(let reason): wording.text(AuditPhrase.refused) + note(reason)
        case .failed(let reason): wording.text(AuditPhrase.failed) + note(reason)
        case .other(let text): text
        }
    }

    private func note(_ reason: AuditReason) -> String {
        let phrase: AuditPhrase? =
            switch reason {
            case .store(.lastAdmin): .lastAdmin
            case .store(.groupRole): .groupRole
            case .store(.noRight): .noRight
            case .store(.conflict), .notOpen, .unknownPerson, .usedOrWithdrawn: .gone
            case .stale: .stale
            case .expired: .expired
            case .endedTwice: .endedTwice
            case .tooLate, .givenBefore: .tooLate
            case .hasRole: .unasked
            case .store, .noScheduler, .said: nil
            }
        return phrase.map { " (\(wording.text($0)))" } ?? wording.technicalNote(reason.text)
    }
}
