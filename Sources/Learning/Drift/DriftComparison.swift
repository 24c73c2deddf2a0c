import Analytics
package import Platform

/// How far a sample is from a reference, by each measure that ``Analytics`` has.
package struct DriftComparison: Hashable, Sendable {
    /// Population stability over the reference's deciles, and over ten bins of equal width.
    package let stabilityOfDeciles, stabilityOfWidths: Double
    /// Kolmogorov–Smirnov's statistic, 0 to 1.
    package let statistic: Double
    package let asymptoticProbability: Double
    /// Nil where counting would take more than ``mostPairs`` steps.
    package let exactProbability: Double?
    /// In the samples' unit.
    package let wasserstein: Double

    /// What the exact probability may cost: 20,000 values against 20,000, some seconds.
    package static let mostPairs = 400_000_000

    /// - Returns: Nil where a sample is empty.
    package init?(reference: [Double], current: [Double]) {
        guard
            let deciles = PopulationStability(baseline: reference, bins: .quantiles(10))?.index(of: current),
            let widths = PopulationStability(baseline: reference, bins: .uniform(10))?.index(of: current),
            let test = KolmogorovSmirnov(reference, current),
            let distance = Wasserstein.distance(reference, current)
        else { return nil }
        stabilityOfDeciles = deciles
        stabilityOfWidths = widths
        statistic = test.statistic
        asymptoticProbability = test.asymptoticProbability
        let (pairs, isHuge) = reference.count.multipliedReportingOverflow(by: current.count)
        exactProbability = isHuge || pairs > Self.mostPairs ? nil : test.exactProbability
        wasserstein = distance
    }

    /// As `mayak drift --json` prints it.
    package var json: JSON {
        [
            "psi_quantile_10": .double(stabilityOfDeciles), "psi_uniform_10": .double(stabilityOfWidths),
            "ks_statistic": .double(statistic), "ks_p_asymp": .double(asymptoticProbability),
            "ks_p_exact": exactProbability.map { .double($0) } ?? .null, "wasserstein": .double(wasserstein),
        ]
    }
}
