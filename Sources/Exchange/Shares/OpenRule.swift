package import Market

/// Which price counts as a share's open of the day.
///
/// Written `open`, `auction` or `first_candle_after: 10:00`.
package enum OpenRule: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    /// The first trade of the day: the daily candle's open; of a running day `OPEN` of ISS.
    ///
    /// Since the morning session of 2025 it is set about 07:00.
    case open
    /// The price of the day's opening auction.
    ///
    /// Of a running day that is `OPENPERIODPRICE` of ISS. Candles do not mark the auction: its trades are the first of the day, so of a
    /// finished day it is the daily candle's open.
    case auction
    /// The open of the first candle that begins at this Moscow time or later.
    case firstCandle(after: TimeOfDay)

    package static let allowed = "open, auction or 'first_candle_after: HH:MM'"

    package init?(_ text: String) {
        let words = text.lowercased().split(maxSplits: 1) { $0 == ":" || $0 == " " }
        switch (words.first, words.count) {
        case ("open", 1): self = .open
        case ("auction", 1): self = .auction
        case ("first_candle_after", 2):
            guard let time = TimeOfDay(String(words[1].drop { $0 == " " })) else { return nil }
            self = .firstCandle(after: time)
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .open: "open"
        case .auction: "auction"
        case .firstCandle(let time):
            "first_candle_after: \(time.second == 0 ? time.shortDescription : time.description)"
        }
    }
}
