package import Store

/// Which alert hides which: a cause that is told makes its effects silent.
package enum Inhibition {
    /// True when `cause`, while firing, explains `effect`.
    package static func hides(_ cause: AlertRecord, _ effect: AlertRecord) -> Bool {
        let hiding = AlertPolicy.of(cause.key.rule).hides
        guard !hiding.onlyNamedDays || cause.facts.days.contains(effect.date) else { return false }
        return hides(cause.key, effect.key)
    }

    /// True when an alert of the one key can explain one of the other.
    ///
    /// An alert never inhibits itself.
    package static func hides(_ cause: AlertKey, _ effect: AlertKey) -> Bool {
        cause != effect && AlertPolicy.of(cause.rule).hides.covers(effect, by: cause)
    }
}
