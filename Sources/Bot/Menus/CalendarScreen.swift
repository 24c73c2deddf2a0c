import Market
import Operations

/// One screen or action of the calendar menu.
enum CalendarScreen: Hashable, Sendable {
    /// Four years from the given one.
    case years(from: Int)
    case months(year: Int)
    case days(year: Int, month: Int)
    case day(CivilDate)
    /// Choose the first day of several.
    case rangeFirst(year: Int, month: Int)
    /// Choose the last day of several.
    case rangeLast(CivilDate, year: Int, month: Int)
    /// Choose the market of several days.
    case range(DateSpan)
    /// Choose the market of what was chosen already.
    case market(DateSpan, DayChoice)
    case statuses(CalendarScope)
    /// Choose when a short day closes.
    case closes(CalendarScope)
    case confirm(CalendarScope, DayChoice)
    /// Changes the days, provided the calendar is still at the revision that the confirm screen showed.
    case apply(CalendarScope, DayChoice, revision: Int64)
    /// Takes back the edits of one action.
    case undo(first: Int64, count: Int)
    case history(CivilDate, AlgoPackSegment)
    /// Opens the menu in a new message, from a button of another one.
    case open(CivilDate)
    /// Answers "is it a holiday?" of one market.
    case answer(CivilDate, AlgoPackSegment, isHoliday: Bool)
    case close

    /// The least role: looking is for viewers, changing for operators.
    var changes: Bool {
        switch self {
        case .market, .closes, .confirm, .apply, .undo, .answer: true
        case .years, .months, .days, .day, .rangeFirst, .rangeLast, .range, .statuses, .history, .open, .close: false
        }
    }
}
