package import Market
package import Platform

/// Section `risk`: what the house may lose, hold and send.
package struct RiskLimits: ConfigurationSection, Hashable {
    /// `RISK_MAX_POSITION`: lots of one instrument, long or short; default 100.
    package var maxPosition = 100
    /// `RISK_MAX_DAILY_LOSS`: roubles; default 10,000.
    package var maxDailyLoss = 10_000.0
    /// `RISK_MAX_ORDERS_PER_MINUTE`: orders in any 60 s; default 120.
    package var maxOrdersPerMinute = 120
    /// `RISK_VAR_HORIZON_MINUTES`: what value at risk looks ahead; default 30 min.
    package var varHorizon = Duration.minutes(30)
    /// `RISK_MAX_VALUE_AT_RISK`: roubles that the positions may lose within that, 95 % sure; default 0, no limit.
    package var maxValueAtRisk = 0.0
    /// `RISK_MAX_EXPECTED_SHORTFALL`: roubles, the mean of the losses beyond; default 0, no limit.
    package var maxExpectedShortfall = 0.0
    /// `RISK_MAX_GROSS_EXPOSURE`: roubles in all instruments, long and short added; default 500,000.
    package var maxGrossExposure = 500_000.0
    /// `RISK_MAX_CONSECUTIVE_LOSSES`: positions closed at a loss in a row before the pause; default 3.
    package var maxConsecutiveLosses = 3
    /// `RISK_LOSS_COOLDOWN_MINUTES`: that pause; default 15 min.
    package var lossCooldown = Duration.minutes(15)
    /// `RISK_CAPITAL_BASE`: roubles; default 500,000.
    package var capitalBase = 500_000.0
    /// `RISK_MAX_RISK_PER_INSTRUMENT`: share of the capital lost when a stop is reached; default 0.05.
    package var maxRiskPerInstrument = 0.05
    /// `RISK_DAILY_LOSS_LIMIT_PCT`: share of the capital, the tighter of it and `max_daily_loss` counts; default 0.02.
    package var dailyLossLimitPct = 0.02
    /// `RISK_MAX_EXPOSURE_PCT`: share of the capital in one instrument; default 0.5.
    package var maxExposurePct = 0.5
    /// `RISK_VIX_THRESHOLD`: volatility index above which nothing opens until a person resumes, as a share of one; default 0.4.
    package var vixThreshold = 0.4

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        maxPosition = reader.integer(
            "risk.max_position",
            "RISK_MAX_POSITION",
            default: maxPosition,
            in: 1...1_000_000,
            unit: "lots",
            "Largest position in one instrument"
        )
        maxDailyLoss = reader.number(
            "risk.max_daily_loss",
            "RISK_MAX_DAILY_LOSS",
            default: maxDailyLoss,
            in: 0.01...1e12,
            unit: "roubles",
            "Loss of a trading day after which nothing opens"
        )
        maxOrdersPerMinute = reader.integer(
            "risk.max_orders_per_minute",
            "RISK_MAX_ORDERS_PER_MINUTE",
            default: maxOrdersPerMinute,
            in: 1...100_000,
            unit: "orders",
            "Orders in any 60 seconds"
        )
        varHorizon = reader.minutes(
            "risk.var_horizon_minutes",
            "RISK_VAR_HORIZON_MINUTES",
            default: varHorizon,
            in: 1...10_080,
            "How far value at risk looks ahead"
        )
        maxValueAtRisk = reader.number(
            "risk.max_value_at_risk",
            "RISK_MAX_VALUE_AT_RISK",
            default: maxValueAtRisk,
            in: 0...1e15,
            unit: "roubles",
            "Value at risk (95 %) of all positions above which nothing opens; 0 for no limit"
        )
        maxExpectedShortfall = reader.number(
            "risk.max_expected_shortfall",
            "RISK_MAX_EXPECTED_SHORTFALL",
            default: maxExpectedShortfall,
            in: 0...1e15,
            unit: "roubles",
            "Expected shortfall (95 %) of all positions above which nothing opens; 0 for no limit"
        )
        maxGrossExposure = reader.number(
            "risk.max_gross_exposure",
            "RISK_MAX_GROSS_EXPOSURE",
            default: maxGrossExposure,
            in: 0.01...1e15,
            unit: "roubles",
            "Long and short positions of all instruments together"
        )
        maxConsecutiveLosses = reader.integer(
            "risk.max_consecutive_losses",
            "RISK_MAX_CONSECUTIVE_LOSSES",
            default: maxConsecutiveLosses,
            in: 1...1_000,
            unit: "positions",
            "Positions closed at a loss in a row before a pause"
        )
        lossCooldown = reader.minutes(
            "risk.loss_cooldown_minutes",
            "RISK_LOSS_COOLDOWN_MINUTES",
            default: lossCooldown,
            in: 0...10_080,
            "Length of that pause"
        )
        capitalBase = reader.number(
            "risk.capital_base",
            "RISK_CAPITAL_BASE",
            default: capitalBase,
            in: 0.01...1e15,
            unit: "roubles",
            "Capital that the shares below are of"
        )
        maxRiskPerInstrument = reader.number(
            "risk.max_risk_per_instrument",
            "RISK_MAX_RISK_PER_INSTRUMENT",
            default: maxRiskPerInstrument,
            in: 0...1,
            "Share of the capital that is lost when a position's stop is reached"
        )
        dailyLossLimitPct = reader.number(
            "risk.daily_loss_limit_pct",
            "RISK_DAILY_LOSS_LIMIT_PCT",
            default: dailyLossLimitPct,
            in: 0...1,
            "Loss of a trading day as a share of the capital; the tighter of this and max_daily_loss counts"
        )
        maxExposurePct = reader.number(
            "risk.max_exposure_pct",
            "RISK_MAX_EXPOSURE_PCT",
            default: maxExposurePct,
            in: 0...100,
            "Largest position in one instrument as a share of the capital"
        )
        vixThreshold = reader.number(
            "risk.vix_threshold",
            "RISK_VIX_THRESHOLD",
            default: vixThreshold,
            in: 0...10,
            "Volatility above which nothing opens until a person resumes"
        )
    }

    /// The same limits where a lot is counted in so many parts.
    package func scaled(by parts: Int64) -> RiskLimits {
        var limits = self
        limits.maxPosition = maxPosition.saturatingProduct(Int(parts))
        return limits
    }

    /// What a trading day may lose: the tighter of the two limits.
    package var dayLoss: Money { Money(units: min(maxDailyLoss, dailyLossLimitPct * capitalBase)) }

    /// What one instrument may be worth: the tighter of its share of the capital and the whole exposure.
    package var instrumentExposure: Money { Money(units: min(maxGrossExposure, maxExposurePct * capitalBase)) }
}
