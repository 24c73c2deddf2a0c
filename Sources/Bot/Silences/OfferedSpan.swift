import Store

/// How long a button makes silence: the same under an alert and in `/silence`.
///
/// The raw value is in buttons that were sent, and never changes.
enum OfferedSpan: String, CaseIterable {
    case halfHour = "m30"
    case twoHours = "m120"
    case sessionEnd = "msess"
    case tomorrowOpen = "mopen"

    var span: SilenceSpan {
        switch self {
        case .halfHour: .minutes(30)
        case .twoHours: .minutes(120)
        case .sessionEnd: .sessionEnd
        case .tomorrowOpen: .tomorrowOpen
        }
    }

    /// What the button says.
    var label: IncidentPhrase {
        switch self {
        case .halfHour: .buttonThirty
        case .twoHours: .buttonTwoHours
        case .sessionEnd: .buttonSession
        case .tomorrowOpen: .buttonTomorrow
        }
    }

    /// What a person would write to `/silence`.
    var word: String {
        switch span {
        case .minutes(let minutes): String(minutes)
        case .sessionEnd: "session"
        case .tomorrowOpen: "open"
        }
    }
}
