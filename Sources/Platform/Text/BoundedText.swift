/// Limits for text that comes from outside: what a server says, a file holds, a person writes.
package enum TextLimit {
    /// What went wrong, in one line; unit: bytes.
    package static let detail = 1_000
    /// A name, a column, a security code, a time as it was written; unit: bytes.
    package static let name = 100
    /// A person's name: Telegram allows 64 characters for each half; unit: bytes.
    package static let person = 256
    /// A message to the bot: Telegram allows 4,096 characters; unit: bytes.
    package static let message = 16_384
    /// Entries of a list that is shown.
    package static let entries = 20
}

extension StringProtocol {
    /// The text in at most so many bytes of UTF-8, without characters that hide, reorder or end what is shown.
    ///
    /// Cut between characters, with `…` in the place of the rest. Line ends and tabs become spaces; other control
    /// characters, bidirectional controls and invisible marks are dropped.
    package func bounded(to limit: Int) -> String {
        var text = ""
        for scalar in unicodeScalars {
            guard let shown = scalar.shown else { continue }
            text.unicodeScalars.append(shown)
            guard text.utf8.count > limit else { continue }
            while !text.isEmpty, text.utf8.count > limit - "…".utf8.count { text.removeLast() }
            return text + "…"
        }
        return text
    }
}

extension Sequence<String> {
    /// At most so many entries, each bounded; the last one says how many more there were.
    package func bounded(entries: Int = TextLimit.entries, to limit: Int = TextLimit.name) -> [String] {
        var kept: [String] = []
        var left = 0
        for text in self {
            if kept.count < entries { kept.append(text.bounded(to: limit)) } else { left += 1 }
        }
        if left > 0 { kept.append("… +\(left)") }
        return kept
    }
}

extension Unicode.Scalar {
    /// What may be shown of it: itself, a space, or nothing.
    package var shown: Unicode.Scalar? {
        switch self {
        case "\n", "\r", "\t", "\u{2028}", "\u{2029}", "\u{85}": return " "
        // Zero-width joiners make emoji, and variation selectors colour them.
        case "\u{200D}", "\u{FE0F}": return self
        case "\u{00AD}", "\u{034F}", "\u{061C}", "\u{115F}"..."\u{1160}", "\u{17B4}"..."\u{17B5}", "\u{180E}",
            "\u{200B}"..."\u{200F}", "\u{202A}"..."\u{202E}", "\u{2060}"..."\u{206F}", "\u{3164}", "\u{FEFF}",
            "\u{FFA0}", "\u{FFF0}"..."\u{FFFB}", "\u{1D173}"..."\u{1D17A}", "\u{E0000}"..."\u{E007F}":
            return nil
        default:
            return value < 0x20 || (0x7F...0x9F).contains(value) ? nil : self
        }
    }
}
