package import Market

/// Text in Telegram's HTML subset with its inline keyboard.
package struct RenderedMessage: Hashable, Codable, Sendable {
    package struct Button: Hashable, Codable, Sendable {
        package var label: String
        /// 1 to 64 bytes; nil for a link button.
        package var data: String?
        package var url: String?

        package init(label: String, data: String? = nil, url: String? = nil) {
            self.label = label
            self.data = data
            self.url = url
        }
    }

    /// When a message loses its buttons unless it is drawn anew before, and how its text then differs.
    package struct Fade: Hashable, Codable, Sendable {
        package var at: Timestamp
        /// A line that is no longer true then.
        package var withoutLine: String?
        /// A line that is added.
        package var withLine: String?

        package init(at: Timestamp, withoutLine: String? = nil, withLine: String? = nil) {
            self.at = at
            self.withoutLine = withoutLine
            self.withLine = withLine
        }
    }

    package var html: String
    package var keyboard: [[Button]]
    /// No sound.
    package var isSilent: Bool
    package var replyTo: Int64?
    /// nil: the buttons stay.
    package var fade: Fade?

    package init(
        html: String,
        keyboard: [[Button]] = [],
        isSilent: Bool = false,
        replyTo: Int64? = nil,
        fade: Fade? = nil
    ) {
        self.html = html
        self.keyboard = keyboard
        self.isSilent = isSilent
        self.replyTo = replyTo
        self.fade = fade
    }

    /// The message as it is once its time is over: without buttons.
    package var faded: RenderedMessage {
        var lines = html.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines.removeAll { $0 == fade?.withoutLine }
        if let line = fade?.withLine { lines.append(line) }
        return RenderedMessage(html: lines.joined(separator: "\n"), isSilent: isSilent)
    }
}
