import Bot

/// A sentence in both languages, its values filled in.
struct Said: Hashable, Sendable {
    let russian: String
    let english: String

    init(_ russian: String, _ english: String) {
        self.russian = russian
        self.english = english
    }

    /// The same words in both, such as a name or a server's answer.
    init(both text: String) {
        self.init(text, text)
    }

    subscript(language: Language) -> String {
        switch language {
        case .russian: russian
        case .english: english
        }
    }
}
