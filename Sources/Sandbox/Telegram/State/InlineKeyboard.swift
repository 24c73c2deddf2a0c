package import Platform

/// Buttons under a message.
package struct InlineKeyboard: Hashable, Sendable {
    package struct Button: Hashable, Sendable {
        package let text: String
        /// The whole button as sent, for the answers of the API.
        package let json: JSON

        package var data: String? { json["callback_data"]?.string }
        package var url: String? { json["url"]?.string }
    }

    package let rows: [[Button]]

    package var buttons: [Button] { rows.flatMap { $0 } }

    var json: JSON {
        ["inline_keyboard": .array(rows.map { .array($0.map(\.json)) })]
    }

    private static let actions = [
        "callback_data", "url", "login_url", "web_app", "switch_inline_query", "switch_inline_query_current_chat",
        "copy_text",
        "pay", "callback_game",
    ]

    /// Reads `reply_markup`; nil when it is absent, empty or a keyboard of another kind.
    ///
    /// - Throws: ``TelegramFailure`` in the server's words.
    static func parse(_ text: String?) throws(TelegramFailure) -> InlineKeyboard? {
        guard let text, !text.isEmpty else { return nil }
        let value: JSON
        do {
            value = try JSON.parse(text)
        } catch {
            throw .bad("can't parse reply keyboard markup JSON object")
        }
        guard value.members != nil else { throw .bad("object expected as reply markup") }
        guard let markup = value["inline_keyboard"] else { return nil }
        guard let rows = markup.array else { throw .bad("field \"inline_keyboard\" must be of type Array") }
        var parsed: [[Button]] = []
        for row in rows {
            guard let buttons = row.array else {
                throw .bad("field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays")
            }
            var line: [Button] = []
            for button in buttons { line.append(try self.button(button)) }
            if !line.isEmpty { parsed.append(line) }
        }
        guard parsed.reduce(0, { $0 + $1.count }) <= 100 else { throw .bad("reply markup is too long") }
        return parsed.isEmpty ? nil : InlineKeyboard(rows: parsed)
    }

    private static func button(_ value: JSON) throws(TelegramFailure) -> Button {
        guard value.members != nil else {
            throw .bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
        }
        guard let text = value["text"]?.string else {
            throw .bad("can't parse inline keyboard button: Can't find field \"text\"")
        }
        guard !text.isEmpty else { throw .bad("BUTTON_TEXT_INVALID") }
        // An empty address or payload counts as none.
        let given = actions.filter { value[$0] != nil && value[$0] != "" }
        guard let action = given.first else {
            throw .bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        }
        if action == "callback_data" {
            guard let data = value["callback_data"]?.string, (1...64).contains(data.utf8.count) else {
                throw .bad("BUTTON_DATA_INVALID")
            }
        }
        if action == "url" {
            let url = value["url"]?.string ?? ""
            guard url.contains("."), !url.contains(" ") || url.hasPrefix("tg://") else {
                throw .bad("inline keyboard button URL '\(url)' is invalid: Wrong HTTP URL")
            }
        }
        if action == "copy_text" {
            guard let copied = value["copy_text"]?["text"]?.string, (1...256).contains(copied.unicodeScalars.count)
            else {
                throw .bad("BUTTON_COPY_TEXT_INVALID")
            }
        }
        let members = (value.members ?? []).filter { $0.name == "text" || $0.name == action || $0.name == "style" }
        return Button(text: text, json: .object(members))
    }
}
