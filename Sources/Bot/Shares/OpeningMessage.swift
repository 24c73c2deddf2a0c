import Market
import Platform
import Store

/// The message of a day's opening in a chat, as a setting keeps it: the morning's note, which the gap leaders join.
struct OpeningMessage: Codable, Equatable {
    var date: CivilDate
    var number: Int64
    /// Nil where the gap leaders came alone.
    var morning: MorningNote?
    /// True once the gap scan has joined it; nil before.
    var isScanned: Bool?

    init(date: CivilDate, number: Int64, morning: MorningNote? = nil, isScanned: Bool? = nil) {
        self.date = date
        self.number = number
        self.morning = morning
        self.isScanned = isScanned
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
            guard let exits = note.exits else {
                self.init(date: note.date, number: number, morning: note)
                return
            }
            // Sales alone begin no day's opening.
            guard let known, let morning = known.showing(exits, of: note.key)?.morning else { return nil }
            self.init(date: note.date, number: number, morning: morning, isScanned: known.isScanned)
        case .gapLeaders(let date), .gapLeadersAgain(let date):
            guard number != known?.number || known?.isScanned != true else { return nil }
            self.init(date: date, number: number, morning: known?.morning, isScanned: true)
        default: return nil
        }
    }

    /// The same with what was sold since; nil where it is another portfolio's, or has no note.
    func showing(_ exits: [MorningNote.Exit], of key: PortfolioKey) -> OpeningMessage? {
        guard morning?.key == key else { return nil }
        var message = self
        message.morning?.exits = exits
        return message
    }

    /// Nil where it cannot be written, which no value of it is.
    var text: String? {
        // Integers and strings always encode.
        try? JSON.encoded(self)
    }
}

extension MessageContent {
    /// The day whose opening it tells of, and of which exchange; nil for any other kind of message.
    var opening: (date: CivilDate, market: ShareMarket)? {
        switch self {
        case .morning(let note): (note.date, note.key.market)
        // Gaps are Moscow's.
        case .gapLeaders(let date), .gapLeadersAgain(let date): (date, .moex)
        default: nil
        }
    }
}
