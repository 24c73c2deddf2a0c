import Market

extension CivilDate {
    /// What `{first}` and `{last}` of a phrase stand for: the dates that may be written.
    static var limits: KeyValuePairs<String, String> {
        ["first": supported.lowerBound.description, "last": supported.upperBound.description]
    }

    /// With `{text}`, the word that is no such date.
    static func limits(with word: String) -> KeyValuePairs<String, String> {
        ["text": word, "first": supported.lowerBound.description, "last": supported.upperBound.description]
    }
}
