/// One sentence in both languages, with `{named}` places for values.
package struct Texts: Hashable, Sendable {
    package let russian: String
    package let english: String

    package init(_ russian: String, _ english: String) {
        self.russian = russian
        self.english = english
    }
}
