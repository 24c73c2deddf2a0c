package import Store

/// How the alert book treats the alerts of a rule: the rule's one entry in the monitor (`RuleFamily.policies`).
package struct AlertPolicy: Hashable, Sendable {
    /// Bad ticks in a row before people are told; default 1, because age limits are a confirmation of their own.
    package var ticksToFire = 1
    /// False where a bad tick alone is a doubt that the next look settles: many doubts are no trouble either; default true.
    package var turnsConfirm = true
    /// Good ticks in a row before it counts as recovered, unless the verdict is clearly good; default 2.
    package var ticksToClose = 2
    /// True when the alert belongs to a trading session and ends with it.
    package var endsWithSession = false
    /// True when the alert is about one day and ends with it.
    package var endsWithDay = false
    /// Which of several alerts that ripen at one tick are told first; default ``CauseRank/effect``.
    package var causeRank = CauseRank.effect
    /// What it makes silent once it is told; default nothing.
    package var hides = Hiding.nothing
    /// True for what a feed shows, as opposed to why it cannot be asked.
    package var isFeedSymptom = false
    /// Which of its values is the worst; default the highest.
    package var worst = Extreme.highest
    /// False for what only asks for attention: it may stay open for weeks and stops nothing.
    package var isIncident = true
    /// With which other alerts it shares a message; default those of its rule in other markets.
    package var company = Company.sameRule
    /// True for what is over when it is told: nobody can mend it, so it is not reminded of, and its end is no news.
    package var tellsPast = false
    /// Who looks again when a person asks; default the feeds' monitor.
    package var recheck = Recheck.feeds

    /// Causes before effects.
    package enum CauseRank: Int, Sendable {
        /// Why nothing can be asked, or whether anything is to be expected.
        case root
        /// Why one feed cannot be read.
        case feed
        /// A symptom that brings others with it.
        case symptom
        case effect
    }

    package enum Company: Sendable {
        /// With the same in other markets at about the same time: they have one cause.
        case sameRule
        /// Also with whatever else its market shows.
        case market
    }

    package enum Extreme: Sendable {
        case highest, lowest

        func worse(_ left: Double, _ right: Double) -> Double {
            switch self {
            case .highest: max(left, right)
            case .lowest: min(left, right)
            }
        }
    }

    package enum Recheck: CaseIterable, Sendable {
        /// A cycle over the alert's market, or over all of them.
        case feeds
        /// The check of the alert's day for hi2.
        case hi2
        /// The exchange's calendar is read anew.
        case calendar
        /// The watch that runs every minute.
        case watch
    }

    /// The policy of a rule; the default one for a rule that this version does not know.
    package static func of(_ rule: AlertRule) -> AlertPolicy { RuleFamilies.policies[rule] ?? AlertPolicy() }
}
