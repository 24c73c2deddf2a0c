/// Each member's calibration, and what the members weigh.
package struct EnsembleFit: Hashable, Sendable {
    package let calibrations: [MemberCalibration]
    package let weights: [Double]

    /// - Parameters:
    ///   - probabilities: Of each member, row by row; none from a model that was fitted to the row.
    ///   - labels: Places of classes.
    /// - Returns: Nil without rows.
    init?(_ probabilities: [[[Double]]], labels: [Int], classCount: Int) {
        var calibrations: [MemberCalibration] = []
        var shares: [[Double]] = []
        for member in probabilities {
            guard let calibration = MemberCalibration(member, labels: labels, classCount: classCount) else {
                return nil
            }
            calibrations.append(calibration)
            shares.append(zip(member, labels).map { calibration.apply($0)[$1] })
        }
        self.calibrations = calibrations
        weights = StackingWeights.fit(shares)
    }

    /// The mixture of the calibrated members.
    package func mix(_ probabilities: [[Double]]) -> [Double] {
        var mixed: [Double] = []
        for (member, weight) in weights.enumerated() {
            let shares = calibrations[member].apply(probabilities[member])
            if mixed.isEmpty { mixed = [Double](repeating: 0, count: shares.count) }
            for place in shares.indices { mixed[place] += weight * shares[place] }
        }
        return mixed
    }
}
