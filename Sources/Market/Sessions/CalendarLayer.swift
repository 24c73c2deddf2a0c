/// Where a calendar statement comes from; a later case overrides an earlier one.
package enum CalendarLayer: String, CaseIterable, Comparable, Codable, Sendable {
    /// Monday to Friday trade, the weekend does not.
    case rule
    /// `trading_calendar.json`, shipped with Mayak.
    case bundled
    /// The exchange's machine-readable calendar.
    case feed
    /// A person, from the chat or the command line.
    case edit

    package static func < (left: CalendarLayer, right: CalendarLayer) -> Bool {
        left.strength < right.strength
    }

    private var strength: Int {
        switch self {
        case .rule: 0
        case .bundled: 1
        case .feed: 2
        case .edit: 3
        }
    }
}
