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
        switch AuditObject(stored: row.object) {
        case .alert(let id, let key): return alert(id, key)
        case _ where row.deed == .dutySet:
            return row.object.split(separator: " ").map { duty(String($0)) }.joined(separator: " ")
        case .invitation(let id): return wording.text(AuditPhrase.invitation, ["id": String(id)])
        case .allSilences: return wording.text(NoticePhrase.silenceEndedAll)
        case .setting(let setting, let chat): return "\(wording.text(setting.title)) \(chat)"
        case .other(let text):
            // A setting of another version.
            guard row.deed != .settingsSet else { return wording.technical(text) ?? "" }
            return text.split(separator: ", ").map { part in
                part == Silence.everything
                    ? wording.text(NoticePhrase.silenceEndedAll)
                    : part.split(separator: " ").map { word(String($0)) }.joined(separator: " ")
            }.joined(separator: ", ")
        }
    }

    /// `#A12 staleness/FO/obstats`: the number, and of the key what is called alike in every language.
    private func alert(_ id: Int64, _ key: String) -> String {
        let named = key.split { $0 == "/" || $0 == " " }.map { word in
            AlertRule.allCases.first { $0.rawValue == word }.map { wording.text($0.title) } ?? String(word)
        }
        return (["#A\(id)"] + named).joined(separator: " ")
    }

    /// `обычный → торгов нет`.
    private func change(_ row: AuditEntry) -> String {
        [row.before, row.after].filter { !$0.isEmpty }
            .map { text in
                switch row.deed {
                case .settingsSet: SettingText(stored: text).map(setting) ?? text
                case .portfolioHalt: HaltText(stored: text).map(halt) ?? text
                default: value(text)
                }
            }.joined(separator: " → ")
    }

    /// `без покупок: нет связи`: what was stopped, and why.
    private func halt(_ halt: HaltText) -> String {
        let name = wording.text(halt.level == .stopped ? AuditPhrase.haltOfAll : .haltOfPurchases)
        return halt.why.isEmpty ? name : "\(name): \(halt.why)"
    }

    private func value(_ text: String) -> String {
        text.split(separator: ", ").map { part in
            switch AuditAgreement(stored: String(part)) {
            case .approved(let people):
                let who = people.map(wording.name(of:)).joined(separator: ", ")
                return wording.text(ConfirmPhrase.approvedBy, ["who": who])
            case .asked(let person): return wording.text(ConfirmPhrase.askedBy, ["who": wording.name(of: person)])
            case nil: return word(String(part))
            }
        }.joined(separator: ", ")
    }

    /// Day kinds and roles by their names, dates as people write them; anything else as it is.
    private func word(_ text: String) -> String {
        if let date = CivilDate(text) { return wording.fullDate(date) }
        if let span = DateSpan(text) { return "\(wording.fullDate(span.first))–\(wording.fullDate(span.last))" }
        if let kind = DayKind(rawValue: text) { return wording.name(kind) }
        if let role = Role(rawValue: text) { return wording.name(role) }
        if let rule = AlertRule.allCases.first(where: { $0.rawValue == text }) { return wording.text(rule.title) }
        return text == Role.stranger ? wording.text(PeoplePhrase.stranger) : text
    }

    /// `пн–пт`, `сб, вс`, `9-19` of what `/oncall` and `mayak oncall` were asked for.
    private func duty(_ word: String) -> String {
        word.split(separator: ",").map { part in
            DutyWish.days(String(part)) == nil ? String(part) : wording.dutyDays(String(part))
        }.joined(separator: ", ")
    }

    /// `23:00–07:00, сводкой`, `30 мин`, `EQ 12` or `нет`.
    private func setting(_ value: SettingText) -> String {
        switch value {
        case .off: wording.text(AuditPhrase.off)
        case .quiet(let hours):
            "\(hours.span), \(wording.text(hours.mode == .hold ? SettingsPhrase.modeHold : .modeSilent))"
        case .minutes(let minutes): wording.duration(.minutes(minutes))
        case .chat(let chat): "\(chat)"
        case .topic(let market, let thread): "\(market?.rawValue ?? wording.text(SettingsPhrase.topicAll)) \(thread)"
        }
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

extension AuditObject.ChatSetting {
    fileprivate var title: SettingsPhrase {
        switch self {
        case .quiet: .quietTitle
        case .escalateAfter, .escalationChat: .escalationTitle
        case .topic: .topicsTitle
        }
    }
}
