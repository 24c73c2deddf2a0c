extension Wording {
    /// A text of the product's own, for engineers and in English; nil where a reader of this language had better not see it.
    ///
    /// In Russian only what holds no English word: dates, numbers, names of jobs, feeds and products.
    func technical(_ text: String) -> String? {
        guard language == .russian else { return text.isEmpty ? nil : text }
        let words = text.split { !$0.isLetter }
        guard !text.isEmpty, words.allSatisfy({ !$0.allSatisfy(\.isASCII) || Self.names.contains(String($0)) }) else {
            return nil
        }
        return text
    }

    /// The same in brackets after a blank; empty where there is nothing to show.
    func technicalNote(_ text: String) -> String { technical(text).map { " (\($0))" } ?? "" }

    /// What is called alike in every language.
    static let names: Set<String> = [
        "EQ", "FX", "FO", "A", "T", "Z", "tradestats", "orderstats", "obstats", "futoi", "hi", "AlgoPack", "Telegram",
        "SYSTIME", "HTTP", "NTP", "Mayak", "MOEX", "MSK",
    ]
}
