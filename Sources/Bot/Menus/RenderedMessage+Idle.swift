import Market
import Store

extension RenderedMessage {
    /// A menu that nobody presses loses its buttons, and names the command that brings it back.
    func idling(until end: Timestamp, _ command: String, _ wording: Wording) -> RenderedMessage {
        guard !keyboard.isEmpty else { return self }
        var message = self
        message.fade = Fade(at: end, withLine: "<i>\(wording.html(CalendarEditPhrase.idle, ["command": command]))</i>")
        return message
    }
}
