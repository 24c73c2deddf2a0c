import Store

/// Rules that are judged together, with the monitor's entry for each of them.
protocol RuleFamily: Sendable {
    static var policies: [AlertRule: AlertPolicy] { get }
}

/// All families; a rule that is in none of them is treated by the default policy.
enum RuleFamilies {
    static let all: [any RuleFamily.Type] = [
        StalenessRule.self, PublicationDelayRule.self, MissingSlotsRule.self, SecidCountRule.self, SilentNamesRule.self,
        SchemaRule.self,
        HI2Rule.self, FetchFailureRule.self, CalendarMismatchRule.self, HorizonRules.self, MissedRunsRule.self,
        ClockSkewRule.self, BotSilenceRule.self,
    ]

    static let policies: [AlertRule: AlertPolicy] = all.reduce(into: [:]) { policies, family in
        policies.merge(family.policies) { _, second in preconditionFailure("a rule with two policies: \(second)") }
    }
}
