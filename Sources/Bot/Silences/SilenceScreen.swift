import Market
import Store

/// What is silent now, with a button for each that lifts it.
struct SilenceScreen {
    /// Oldest first.
    let silences: [Silence]
    /// False for whoever may only look.
    let mayLift: Bool
    let today: CivilDate
    let wording: Wording

    private static let shown = 20

    var html: String {
        guard !silences.isEmpty else { return wording.html(SilencePhrase.none) }
        let rows = silences.prefix(Self.shown).map { silence in
            let row = wording.html(
                SilencePhrase.row,
                [
                    "id": String(silence.id), "scope": silence.scope(wording),
                    "time": wording.clock(silence.until, today: today), "who": wording.name(of: silence.author),
                ]
            )
            return silence.reason.isEmpty ? row : row + "\n  <i>\(HTMLText.escape(silence.reason))</i>"
        }
        let more = silences.count - rows.count
        let rest = more > 0 ? [wording.html(SilencePhrase.more, ["count": String(more)])] : []
        return (["<b>\(wording.html(SilencePhrase.title))</b>"] + rows + rest).joined(separator: "\n")
    }

    var keyboard: [[RenderedMessage.Button]] {
        guard mayLift else { return [] }
        var new = CommandChoice("silence")
        new.add([(wording.text(SilencePhrase.new), [SilenceChoice.newWord])])
        let scopes = silences.map { $0.scope(wording) }
        return silences.prefix(Self.shown).map { silence in
            let scope = silence.scope(wording)
            // Two of one scope differ by their numbers.
            let isOne = scopes.count { $0 == scope } == 1
            let text = wording.text(SilencePhrase.lift, ["scope": isOne ? scope : "\(silence.id). \(scope)"])
            return [RenderedMessage.Button(label: text, data: SilenceButtons.payload(lift: silence.id))]
        } + new.rows
    }
}

extension Silence {
    /// `FO obstats`, what its one rule is about, or that it is of everything.
    func scope(_ wording: Wording) -> String {
        let parts = [market?.rawValue, endpoint?.rawValue].compactMap(\.self)
        guard parts.isEmpty else { return parts.joined(separator: " ") }
        return rule?.wording.subject[wording.language] ?? wording.text(NoticePhrase.silenceEndedAll)
    }
}

/// The sentences of silences.
enum SilencePhrase: String, Phrase {
    case summary, liftSummary, usage, liftUsage, posted, title, none, row, more, lift, unknown, noneOf
    case new, chooseScope, chooseSpan, everything, wholeMarket

    var texts: Texts {
        switch self {
        case .summary: Texts("тишина: /silence fo obstats 60", "mute: /silence fo obstats 60")
        case .liftSummary: Texts("вернуть звук: /unsilence 3 или все", "unmute: /unsilence 3 or all")
        case .usage:
            Texts(
                "Пример: /silence fo obstats 60 вендор чинит (минуты, 2ч, до 14:30, сессия или открытие; дальше причина)",
                "Like this: /silence fo obstats 60 vendor at work (minutes, 2h, until 14:30, session or open; then the reason)"
            )
        case .liftUsage:
            Texts(
                "Пример: /unsilence 3, /unsilence fo или /unsilence все; номера в /silence",
                "Like this: /unsilence 3, /unsilence fo or /unsilence all; numbers are in /silence"
            )
        case .posted: Texts("Тишина для {scope}: принято", "Mute for {scope}: accepted")
        case .title: Texts("Сейчас без звука", "Muted now")
        case .none: Texts("Тишины нет. Пример: /silence fo obstats 60", "Nothing is muted. Try /silence fo obstats 60")
        case .row: Texts("{id}. {scope} до {time} ({who})", "{id}. {scope} until {time} ({who})")
        case .more: Texts("и ещё {count}", "and {count} more")
        case .lift: Texts("🔔 {scope}", "🔔 {scope}")
        case .new: Texts("🔕 Новая тишина", "🔕 New mute")
        case .chooseScope: Texts("Что сделать тихим?", "What to mute?")
        case .chooseSpan: Texts("{scope}: на сколько?", "{scope}: for how long?")
        case .everything: Texts("Всё", "Everything")
        case .wholeMarket: Texts("Весь {market}", "All of {market}")
        case .noneOf:
            Texts(
                "Тишины для {scope} нет; что без звука, в /silence",
                "Nothing mutes {scope}; what is muted is in /silence"
            )
        case .unknown: Texts("Тишины № {id} нет; номера в /silence", "There is no mute {id}; numbers are in /silence")
        }
    }
}
