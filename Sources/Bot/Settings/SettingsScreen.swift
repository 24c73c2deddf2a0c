import Market
import Store

/// The screens of `/settings`: a state in, text and buttons out.
struct SettingsScreen {
    let state: SettingsState
    let wording: Wording

    func message(_ route: SettingsRoute) -> RenderedMessage {
        switch route {
        case .root: root
        case .close: RenderedMessage(html: wording.html(CommonPhrase.closed))
        case .quiet, .hours, .quietOff, .mode: quiet
        case .escalation, .delay, .secondHere, .secondOff: escalation
        case .topics, .topicHere, .topicNew, .topicGeneral: topics
        }
    }

    private var root: RenderedMessage {
        var rows = [[button(.buttonQuiet, .quiet), button(.buttonEscalation, .escalation)]]
        if state.isGroup, state.chat.isForum == true { rows.append([button(.buttonTopics, .topics)]) }
        var lines = [quietLine, escalationLine]
        if state.chat.isForum == true, state.isGroup { lines += topicLines }
        return screen(.title, lines, rows + [[common(.close, .close)]])
    }

    private var quiet: RenderedMessage {
        let hour = { (hour: Int) in hour < 10 ? "0\(hour):00" : "\(hour):00" }
        let spans = SettingsRoute.spans.map { from, to in
            let text = "\(hour(from))–\(hour(to))"
            return chosen(text, state.quiet?.span == text, .hours(from: from, to: to))
        }
        var rows = [Array(spans.prefix(2)), Array(spans.suffix(2))]
        if let mode = state.quiet?.mode {
            rows.append([
                chosen(text(.modeSilentButton), mode == .silent, .mode(.silent)),
                chosen(text(.modeHoldButton), mode == .hold, .mode(.hold)),
            ])
            rows.append([button(.quietOff, .quietOff)])
        }
        return screen(.quietTitle, [quietLine, text(explanation), text(.quietOther)], rows + back)
    }

    /// What the chosen mode does; what there is to choose where none is.
    private var explanation: SettingsPhrase {
        switch state.quiet?.mode {
        case .silent: .quietSilent
        case .hold: .quietHold
        case nil: .quietExplained
        }
    }

    private var escalation: RenderedMessage {
        let delays = SettingsRoute.delays.map { minutes in
            chosen(
                text(.afterMinutes, ["count": String(minutes)]),
                state.escalateAfter == .minutes(minutes),
                .delay(minutes)
            )
        }
        var places: [RenderedMessage.Button] = []
        if !state.isGroup, state.escalation != state.chat.id { places.append(button(.buttonHere, .secondHere)) }
        if state.escalation != nil { places.append(button(.buttonNoSecond, .secondOff)) }
        let lines = [escalationLine, text(.escalationExplained), text(.escalationOther)]
        return screen(.escalationTitle, lines, [delays] + (places.isEmpty ? [] : [places]) + back)
    }

    private var topics: RenderedMessage {
        guard state.chat.isForum == true, state.isGroup else {
            return screen(.topicsTitle, [text(.topicsNoForum)], back)
        }
        let rows = SettingsState.subjects.map { market in
            let name = ["name": name(market)] as KeyValuePairs
            var row: [RenderedMessage.Button] = []
            if let thread = state.thread, state.topics[market] != thread {
                row.append(button(text(.topicHere, name), .topicHere(market)))
            }
            if let market, state.topics[market] == nil {
                row.append(button(text(.topicCreate, name), .topicNew(market)))
            }
            if state.topics[market] != nil { row.append(button(text(.topicToGeneral, name), .topicGeneral(market))) }
            return row
        }
        return screen(.topicsTitle, topicLines + [text(.topicsExplained)], rows.filter { !$0.isEmpty } + back)
    }

    // MARK: Lines

    private var quietLine: String {
        guard let hours = state.quiet else { return text(.quietNone) }
        let mode: SettingsPhrase = hours.mode == .hold ? .modeHold : .modeSilent
        return text(.quietNow, ["span": hours.span, "mode": text(mode)])
    }

    private var escalationLine: String {
        let span = wording.duration(state.escalateAfter)
        guard let chat = state.escalation else { return text(.escalationNone, ["span": span]) }
        if chat == state.chat.id { return text(.escalationHere, ["span": span]) }
        return text(.escalationNow, ["span": span, "chat": String(chat)])
    }

    private var topicLines: [String] {
        SettingsState.subjects.map { market in
            guard let thread = state.topics[market] else { return text(.topicGeneral, ["name": name(market)]) }
            return text(.topicNow, ["name": name(market), "id": String(thread)])
        }
    }

    private func name(_ market: AlgoPackSegment?) -> String { market?.rawValue ?? text(.topicAll) }

    // MARK: Pieces

    private func screen(_ title: SettingsPhrase, _ lines: [String], _ rows: [[RenderedMessage.Button]])
        -> RenderedMessage
    {
        let html = ["<b>\(wording.html(title))</b>"] + lines.map(HTMLText.escape)
        return RenderedMessage(html: html.joined(separator: "\n"), keyboard: rows)
    }

    private var back: [[RenderedMessage.Button]] { [[common(.back, .root), common(.close, .close)]] }

    private func text(_ phrase: SettingsPhrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        wording.text(phrase, values)
    }

    private func button(_ phrase: SettingsPhrase, _ route: SettingsRoute) -> RenderedMessage.Button {
        button(text(phrase), route)
    }

    private func button(_ label: String, _ route: SettingsRoute) -> RenderedMessage.Button {
        RenderedMessage.Button(label: label, data: route.payload)
    }

    private func common(_ phrase: CommonPhrase, _ route: SettingsRoute) -> RenderedMessage.Button {
        button(wording.text(phrase), route)
    }

    private func chosen(_ label: String, _ isChosen: Bool, _ route: SettingsRoute) -> RenderedMessage.Button {
        button(isChosen ? text(.chosen, ["text": label]) : label, route)
    }
}
