import Store

extension Texts {
    subscript(language: Language) -> String {
        switch language {
        case .russian: russian
        case .english: english
        }
    }
}

/// A catalogue of one topic: each case is a key, and the compiler sees to it that both languages are there.
///
/// The texts may carry HTML tags where they are used with ``Wording/html(_:_:)`` only.
protocol Phrase: RawRepresentable<String>, CaseIterable, Sendable {
    var texts: Texts { get }
}
