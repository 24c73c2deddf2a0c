import Market

extension Wording {
    /// Why a word is no date that can be asked for.
    func html(noDate word: String) -> String {
        guard CivilDate(stored: word) != nil else { return html(CommandPhrase.plotNoDate, ["text": word]) }
        let (first, last) = (CivilDate.supported.lowerBound, CivilDate.supported.upperBound)
        return html(CommandPhrase.dateRange, ["text": word, "first": fullDate(first), "last": fullDate(last)])
    }
}
