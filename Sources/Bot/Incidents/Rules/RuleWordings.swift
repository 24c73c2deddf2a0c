import Store

/// The words of all rules, by what they are about.
enum RuleWordings {
    static let all: [AlertRule: RuleWording] = [feeds, exchange, calendar, machine].reduce(into: [:]) { all, family in
        all.merge(family) { _, _ in preconditionFailure("a rule with two wordings") }
    }
}

extension AlertRule {
    /// A rule that this version does not know is called by its name.
    var wording: RuleWording {
        RuleWordings.all[self] ?? RuleWording(symptom: RuleSentence(rawValue, rawValue), ending: .failure)
    }
}

extension RuleWording {
    /// Every sentence of the entry, for the test that reads them all.
    var texts: [Texts] {
        let words = [digestWord, many, peak].compactMap(\.self) + (hint?.variants ?? [])
        return [subject] + symptom.variants + words + recovered.variants
    }
}
