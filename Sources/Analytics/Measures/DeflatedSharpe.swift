import Glibc

/// The probability that a Sharpe ratio is above what the best of several worthless trials would show.
///
/// Φ((S − S₀)·√(T − 1) / √(1 − γ₃·S + (γ₄ − 1)/4·S²)) with S per period and plain kurtosis γ₄;
/// S₀ = σ·((1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))) for N trials, 0 for one: then it is the probabilistic Sharpe ratio.
///
/// - Source: Bailey, López de Prado, "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5), 2014.
package enum DeflatedSharpe {
    /// - Parameters:
    ///   - sharpe: Mean over sample deviation, per period.
    ///   - trials: Tried variants of which this is the best, at least 1.
    ///   - deviation: Of the trials' Sharpe ratios, per period; the standard error of this one where it is not known.
    /// - Returns: 0 to 1; nil where the square root has no value.
    package static func probability(
        sharpe: Double,
        skewness: Double,
        kurtosis: Double,
        periods: Int,
        trials: Int = 1,
        deviation: Double? = nil
    ) -> Double? {
        let spread = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe
        guard periods > 1, spread > 0 else { return nil }
        let error = (spread / Double(periods - 1)).squareRoot()
        let threshold = expectedMaximum(trials: trials) * (deviation ?? error)
        return Normal.cumulative((sharpe - threshold) / error)
    }

    /// Of so many standard normal draws, approximately.
    static func expectedMaximum(trials: Int) -> Double {
        guard trials > 1 else { return 0 }
        let gamma = 0.577_215_664_901_532_9
        let count = Double(trials)
        return (1 - gamma) * Normal.quantile(1 - 1 / count) + gamma * Normal.quantile(1 - 1 / (count * M_E))
    }
}
