import Store

/// Speaks one language: sentences of the catalogues, numbers, times and counts.
///
/// Written by hand, because Foundation's formatters bring ICU.
package struct Wording: Hashable, Sendable {
    package let language: Language

    package init(_ language: Language) {
        self.language = language
    }

    /// A plain sentence, for toasts and button labels.
    func text(_ phrase: some Phrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        fill(phrase.texts[language], values) { $0 }
    }

    /// The same for a sentence that stands in an entry of its own.
    func text(_ texts: Texts, _ values: KeyValuePairs<String, String> = [:]) -> String {
        fill(texts[language], values) { $0 }
    }

    func html(_ texts: Texts, _ values: KeyValuePairs<String, String> = [:]) -> String {
        fill(texts[language], values, HTMLText.escape)
    }

    /// A sentence for a message body: the values are escaped, the sentence's own tags stay.
    func html(_ phrase: some Phrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        fill(phrase.texts[language], values, HTMLText.escape)
    }

    /// A sentence whose values are HTML already.
    func html(_ phrase: some Phrase, raw values: KeyValuePairs<String, String>) -> String {
        fill(phrase.texts[language], values) { $0 }
    }

    private func fill(_ text: String, _ values: KeyValuePairs<String, String>, _ escape: (String) -> String) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            result += rest[..<open]
            if let value = values.first(where: { $0.key == name })?.value {
                result += escape(value)
            } else {
                result += rest[open...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
