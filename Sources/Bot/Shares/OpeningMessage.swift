import Market
import Platform
import Store

/// The message of a day's opening in a chat, as a setting keeps it: the morning's note, which the gap leaders join.
struct OpeningMessage: Codable, Equatable {
    var date: CivilDate
    var number: Int64
    /// Nil where the gap leaders came alone.
    var morning: MorningNote?

    init(date: CivilDate, number: Int64, morning: MorningNote? = nil) {
        self.date = date
        self.number = number
        self.morning = morning
    }

    /// Returns nil for no text, for one of another form, and for another day.
    init?(_ text: String?, of date: CivilDate) {
        // A setting that cannot be read costs one message that is posted anew.
        guard let text, let known = try? JSON.decoded(OpeningMessage.self, from: text),
            known.date == date
        else { return nil }
        self = known
    }

    /// What an arrived message leaves to be known; nil for any other kind of message, and for what was there before.
    ///
    /// - Parameter known: what the chat had of the day.
    init?(_ content: MessageContent, shownAs number: Int64, after known: OpeningMessage?) {
        switch content {
        case .morning(let note):
            // Gaps are Moscow's: another exchange's morning has none to come.
            guard note.key.market == .moex else { return nil }
            self.init(date: note.date, number: number, morning: note)
        case .gapLeaders(let date), .gapLeadersAgain(let date):
            guard number != known?.number else { return nil }
            self.init(date: date, number: number, morning: known?.morning)
        default: return nil
        }
    }

    /// Nil where it cannot be written, which no value of it is.
    var text: String? {
        // Integers and strings always encode.
        try? JSON.encoded(self)
    }
}

extension MessageContent {
    /// The day whose opening it tells of; nil for any other kind of message.
    var openingDate: CivilDate? {
        switch self {
        case .morning(let note): note.date
        case .gapLeaders(let date), .gapLeadersAgain(let date): date
        default: nil
        }
    }
}
