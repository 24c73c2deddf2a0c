/// A language the bot speaks.
package enum Language: String, CaseIterable, Codable, Sendable {
    case russian = "ru"
    case english = "en"

    /// From an IETF tag as Telegram gives it; `be`, `kk` and `uk` read Russian, anything else unknown is nil.
    package init?(tag: String?) {
        guard let base = tag?.split(separator: "-").first?.lowercased() else { return nil }
        switch base {
        case "ru", "be", "kk", "uk": self = .russian
        case "en": self = .english
        default: return nil
        }
    }
}
