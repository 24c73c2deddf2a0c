package import Market

/// Compares a portfolio's risk with its limits.
///
/// Two steps each: from the first on new positions are half as large (reduced mode, which ends by itself), from the second on nothing
/// opens until a person resumes. Size and number of positions have one: nothing opens while a position has outgrown its limit by
/// ``PortfolioOptions/sizeGrowth``, or there are too many, as after the limit was lowered. A total loss beyond ``PortfolioOptions/liquidationLoss`` sells everything.
package struct RiskCheck: Hashable, Sendable {
    /// What is wrong: one line each, for people.
    package private(set) var findings: [String] = []
    package private(set) var isReduced = false
    /// True while nothing opens for the size or the number of positions; this ends by itself too.
    package private(set) var isClosed = false
    /// Limits that call for a halt; one whose halt is in force already is among them.
    package private(set) var breaches: [Breach] = []

    /// A limit that was reached.
    package struct Breach: Hashable, Sendable {
        package let halt: Halt
        /// What was measured, and from where on it halts; fractions.
        package let value, limit: Double
    }

    package var halts: [Halt] { breaches.map(\.halt) }

    package init(
        _ risk: PortfolioRisk,
        _ options: PortfolioOptions,
        _ limits: PortfolioLimits,
        at now: Timestamp
    ) {
        compare("loss of the day", risk.dayLoss, options.dailyLossReduced, options.dailyLossHalt, .dailyLoss, now)
        compare("drawdown", risk.drawdown, options.drawdownReduced, options.drawdownHalt, .drawdown, now)
        compare(
            "value at risk of a day",
            risk.valueAtRisk ?? 0,
            options.valueAtRiskReduced,
            options.valueAtRiskHalt,
            .valueAtRisk,
            now
        )
        if let volatility = risk.volatility, volatility > options.volatilityReduced {
            isReduced = true
            findings.append(
                "volatility \(Self.percent(volatility)), from \(Self.percent(options.volatilityReduced)) on reduced"
            )
        }
        if Self.reaches(risk.totalLoss, options.liquidationLoss) {
            let why = "total loss \(Self.percent(risk.totalLoss)), \(Self.percent(options.liquidationLoss)) are allowed"
            findings.append(why + ": everything is sold")
            let halt = Halt(.totalLoss, .stopped, until: .person, who: "risk_checks", why: why, since: now)
            breaches.append(Breach(halt: halt, value: risk.totalLoss, limit: options.liquidationLoss))
        }
        // What is held is not sold for it.
        if let breach = limits.breach(positions: risk.positions, largest: risk.largest, growth: options.sizeGrowth) {
            (isReduced, isClosed) = (true, true)
            findings.append(breach + ": nothing opens")
        } else if let (secid, share) = risk.largest, share > limits.largestPosition {
            findings.append(
                "\(secid) is \(Self.percent(share)) of the equity, bought up to \(Self.percent(limits.largestPosition))"
            )
        }
    }

    private mutating func compare(
        _ name: String,
        _ value: Double,
        _ reduced: Double,
        _ halt: Double,
        _ cause: Halt.Cause,
        _ now: Timestamp
    ) {
        if Self.reaches(value, halt) {
            let why = "\(name) \(Self.percent(value)), \(Self.percent(halt)) are allowed"
            findings.append(why)
            let reached = Halt(cause, .reduceOnly, until: .person, who: "risk_checks", why: why, since: now)
            breaches.append(Breach(halt: reached, value: value, limit: halt))
        } else if Self.reaches(value, reduced) {
            isReduced = true
            findings.append("\(name) \(Self.percent(value)), from \(Self.percent(reduced)) on reduced")
        }
    }

    /// A limit is reached at its value: 1 − 800/1,000 is a trace less than 0.2.
    private static func reaches(_ value: Double, _ limit: Double) -> Bool { value >= limit - 1e-12 }

    static func percent(_ fraction: Double) -> String {
        GroupedNumber.text(fraction * 100, decimals: 2) + "%"
    }
}
