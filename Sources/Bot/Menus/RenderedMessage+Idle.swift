import Market
import Store

extension RenderedMessage {
    /// A menu that nobody presses loses its buttons.
    func idling(until end: Timestamp, _ wording: Wording) -> RenderedMessage {
        guard !keyboard.isEmpty else { return self }
        var message = self
        message.fade = Fade(at: end, withLine: "<i>\(wording.html(CalendarEditPhrase.idle))</i>")
        return message
    }
}
