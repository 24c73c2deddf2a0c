import Glibc
import Market

/// How busy five minutes of a day are; 1 is ordinary.
enum DayShape {
    /// Much at the open of the main session, little at noon and in the evening, hardly anything in the morning session.
    ///
    /// - Parameter label: the end of the slot, as in tradestats.
    static func busyness(_ market: AlgoPackSegment, _ label: TimeOfDay) -> Double {
        let hour = Double(label.secondOfDay) / 3_600
        if hour > 19 { return max(0.22, 0.9 - 0.25 * (hour - 19)) }
        if hour <= 9.85 { return market == .futures ? 0.25 : 0.12 }
        // Measured on 2023-11: 2.8 at 10:05, 1.4 at 10:30, 0.7 at 15:30, 1.4 at 18:40.
        let opening = market == .futures ? 1.0 : 2.1 * exp(-(hour - 10) / 0.45)
        let distance = abs(hour - 14.8) / 3.9
        return max(0.1, 0.68 + 0.5 * distance * distance + (market == .futures ? 0 : opening))
    }
}
