import Glibc

/// How a resting order moves up when its level shrinks without a trade: nobody says whether those who left stood before or behind it.
///
/// With F lots before the order and B behind, a cancelled lot stood behind with probability f(B) / (f(B) + f(F)) (after Rigtorp's
/// "Estimating order queue position", 2013, and the models of hftbacktest).
package enum QueueModel: Hashable, Sendable {
    /// Everybody who leaves stood behind: only trades move the order up.
    case conservative
    /// f(x) = xⁿ; n of 1 spreads those who leave evenly, a larger one takes them from the longer part.
    case power(Double)
    /// f(x) = ln(1 + x).
    case logarithm

    /// The lots before the order after its level has shrunk.
    ///
    /// - Parameters:
    ///   - ahead: the lots before it, those that traded already taken off.
    ///   - before: the level's size before the change, those that traded taken off.
    ///   - after: the level's size now.
    /// - Returns: from 0 to the smaller of `ahead` and `after`.
    func ahead(_ ahead: Double, before: Double, after: Double) -> Double {
        let most = max(0, min(ahead, after))
        let left = before - after
        guard left > 0, ahead > 0 else { return most }
        let behind = max(0, before - ahead)
        let share: Double
        switch self {
        case .conservative: return most
        case .power(let exponent): share = Self.share(pow(behind, exponent), pow(ahead, exponent))
        case .logarithm: share = Self.share(log1p(behind), log1p(ahead))
        }
        // Of those who left no more can have stood behind than there were.
        let fromAhead = left - min(left * share, behind)
        return max(0, min(ahead - fromAhead, after))
    }

    private static func share(_ behind: Double, _ ahead: Double) -> Double {
        behind + ahead > 0 ? behind / (behind + ahead) : 1
    }
}
