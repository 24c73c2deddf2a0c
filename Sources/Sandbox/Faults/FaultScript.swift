package import Market
import Platform

/// What a person does in the chat at a moment of a rehearsal.
package struct UserAction: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Writes a text; a leading `/` makes it a command.
        case say(String)
        /// Presses the button with one of these texts, or callback data, of the newest message that has one.
        ///
        /// Several, because the same button is called differently in each language.
        case press([String])
    }

    package var at: Timestamp
    package var kind: Kind
    /// A name or a numeric id.
    package var user: String
    /// A name (`group`, `private`) or a numeric id.
    package var chat: String

    /// For messages about it: `anna: press «👀 Взять» or «👀 Take»`.
    package var words: String {
        switch kind {
        case .say(let text): "\(user): say \(text)"
        case .press(let buttons): "\(user): press \(buttons.map { "«\($0)»" }.joined(separator: " or "))"
        }
    }

    package init(at: Timestamp, kind: Kind, user: String, chat: String) {
        self.at = at
        self.kind = kind
        self.user = user
        self.chat = chat
    }
}

/// A file of `mayak rehearse --faults`: what goes wrong and what people do, by the sandbox's clock.
///
/// A JSON array. Faults: `{"at": "10:30", "until": "11:05", "kind": "stuck", "target": "FO obstats", …}`; `for` (`"20m"`) may
/// stand for `until`, and both may be left out. Actions: `{"at": "12:00", "say": "/calendar", "user": "anna", "chat":
/// "group"}` or `"press"` instead of `"say"`, with a text or an array of them; user and chat default to `anna` and `group`. Times are `HH:MM[:SS]` in Moscow on the
/// rehearsed date, or full instants (`2024-07-15 10:30:00` Moscow, or RFC 3339).
package struct FaultScript: Hashable, Sendable {
    package var faults: [ScheduledFault] = []
    /// In order of time; equal times keep the order of the file.
    package var actions: [UserAction] = []

    package init() {}

    /// - Throws: ``FaultScriptError`` with the line, the column and the entry of the first mistake.
    package init(_ bytes: [UInt8], date: CivilDate) throws(FaultScriptError) {
        let document: (JSON, JSONPlaces)
        do {
            document = try JSON.parseWithPlaces(bytes)
        } catch {
            throw FaultScriptError(line: error.place.line, column: error.place.column, detail: error.detail)
        }
        let reader = FaultScriptReader(places: document.1, date: date)
        guard let entries = document.0.array else {
            throw reader.error("", "the file must be an array of faults and actions")
        }
        for (index, entry) in entries.enumerated() {
            switch try reader.entry(entry, path: "[\(index)]") {
            case .fault(let fault): faults.append(fault)
            case .action(let action): actions.append(action)
            }
        }
        // Stable: the position breaks ties.
        actions = actions.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}

/// A mistake in a faults file or in a fault posted to the control surface.
package struct FaultScriptError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    package let line: Int
    /// Counted from 1, in characters.
    package let column: Int
    /// The key and what is allowed.
    package let detail: String

    /// Place and detail: `12:5: kind: "stuk" is unknown; one of late, stuck`.
    package var description: String { "\(line):\(column): \(detail)" }
}
