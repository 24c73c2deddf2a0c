/// Page and Hinkley's test for a change of a series' mean, up or down.
///
/// The sums of the deviations from the mean so far fade by `memory` with each value; a change is a distance of more than
/// `threshold` from their extreme. Scale the series first: the threshold is in its unit.
///
/// - Source: as in the Python library river, `river.drift.PageHinkley`, mode both.
package struct PageHinkley: Sendable {
    /// Values before the first verdict, 30.
    package let least: Int
    /// Deviations up to this are tolerated, 0.005.
    package let tolerance: Double
    /// 50.
    package let threshold: Double
    /// How much of a sum is kept with each value, 0.9999.
    package let memory: Double
    private var count = 0
    private var mean = 0.0
    private var rise = 0.0
    private var fall = 0.0
    private var leastRise = Double.infinity
    private var greatestFall = -1.0

    package init(least: Int = 30, tolerance: Double = 0.005, threshold: Double = 50, memory: Double = 0.9999) {
        self.least = least
        self.tolerance = tolerance
        self.threshold = threshold
        self.memory = memory
    }

    /// Takes a value; true where it shows a change.
    ///
    /// The test then begins anew with the next value.
    package mutating func update(_ value: Double) -> Bool {
        count += 1
        mean += (value - mean) / Double(count)
        let deviation = value - mean
        rise = memory * rise + deviation - tolerance
        fall = memory * fall + deviation + tolerance
        leastRise = min(leastRise, rise)
        greatestFall = max(greatestFall, fall)
        guard count >= least, rise - leastRise > threshold || greatestFall - fall > threshold else { return false }
        self = PageHinkley(least: least, tolerance: tolerance, threshold: threshold, memory: memory)
        return true
    }
}
