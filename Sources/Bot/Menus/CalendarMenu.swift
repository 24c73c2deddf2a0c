import Market
import Operations
import Store

/// The screens of `/calendar`: a value in, text and keyboard out.
struct CalendarMenu {
    /// Years that a menu shows.
    static let years = 2010...2099

    let snapshot: CalendarSnapshot
    let now: Timestamp
    /// The person who opened the menu.
    let owner: Int64
    let wording: Wording

    var today: CivilDate { MoscowTime.date(of: now) }

    /// Screens that only show; the others are results of actions.
    func message(_ screen: CalendarScreen) -> RenderedMessage {
        switch screen {
        case .years(let from): years(from: from)
        case .months(let year): months(year)
        case .days(let year, let month): days(year, month)
        case .day(let date), .open(let date): day(date)
        case .rangeFirst(let year, let month): rangeFirst(year, month)
        case .rangeLast(let first, let year, let month): rangeLast(first, year, month)
        case .range(let span): range(span)
        case .market(let span, let choice): market(span, choice)
        case .statuses(let scope): statuses(scope)
        case .closes(let scope): closes(scope)
        case .confirm(let scope, let choice): confirm(preview(scope, choice), alerts: [])
        case .apply(let scope, _, _): statuses(scope)
        case .history(let date, let market), .answer(let date, let market, _): statuses(CalendarScope(date, market))
        case .undo, .close: RenderedMessage(html: wording.html(CommonPhrase.closed))
        }
    }

    func preview(_ scope: CalendarScope, _ choice: DayChoice, author: String = "") -> CalendarPreview {
        CalendarPreview(scope, choice, in: snapshot, author: author, at: now)
    }

    /// A menu that nobody presses loses its buttons.
    func idling(_ message: RenderedMessage, after span: Duration) -> RenderedMessage {
        message.idling(until: now + span, "/calendar", wording)
    }

    // MARK: - Parts

    var close: RenderedMessage.Button { button(wording.text(CommonPhrase.close), .close) }

    func back(to screen: CalendarScreen) -> RenderedMessage.Button {
        button(wording.text(CommonPhrase.back), screen)
    }

    func button(_ label: String, _ screen: CalendarScreen) -> RenderedMessage.Button {
        RenderedMessage.Button(label: label, data: CalendarRoute(screen, owner: owner).payload)
    }

    func inert(_ label: String) -> RenderedMessage.Button {
        RenderedMessage.Button(label: label, data: CallbackPayload.noop.text)
    }

    func screen(
        _ title: String,
        _ rows: [[RenderedMessage.Button]],
        below lines: [String] = []
    ) -> RenderedMessage {
        RenderedMessage(html: (["<b>\(title)</b>"] + lines).joined(separator: "\n"), keyboard: rows)
    }
}
