import Platform

/// Finds what may be one-time codes in what people write; a pure value.
enum CodeSpotter {
    /// The candidates in their order: words, and pairs of five characters that a blank keeps apart.
    static func codes(in text: String) -> [OneTimeCode] {
        let words = text.prefix(longest).split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")) }
        var codes: [OneTimeCode] = []
        for (index, word) in words.enumerated() where codes.count < most {
            if let code = OneTimeCode(String(word)) { codes.append(code) }
            guard index + 1 < words.count, word.count == 5, words[index + 1].count == 5 else { continue }
            if let code = OneTimeCode("\(word)\(words[index + 1])") { codes.append(code) }
        }
        return codes
    }

    /// The word, or dots where it may be a code: what is written back must not carry one into the store.
    ///
    /// Numbers of people have ten digits too, and are left.
    static func veil(_ word: String) -> String {
        guard OneTimeCode(word) != nil, !word.allSatisfy(\.isNumber) else { return word }
        return "•••"
    }

    /// Telegram's longest text.
    private static let longest = 4_096
    /// More than anybody writes by mistake.
    private static let most = 16
}
