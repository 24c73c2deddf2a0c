import Glibc

/// What a boosted model was trained for, as far as it matters for its use.
struct BoostingObjective: Hashable, Sendable {
    enum Link: Hashable, Sendable {
        case identity, logistic, logarithm, classes
    }

    /// As XGBoost calls it.
    let name: String
    let link: Link

    private static let links: [String: Link] = [
        "binary:logistic": .logistic, "binary:logitraw": .identity, "reg:logistic": .logistic,
        "binary:hinge": .identity, "reg:squarederror": .identity, "reg:linear": .identity,
        "reg:absoluteerror": .identity, "reg:pseudohubererror": .identity, "reg:squaredlogerror": .identity,
        "rank:pairwise": .identity, "rank:ndcg": .identity, "rank:map": .identity,
        "count:poisson": .logarithm, "reg:gamma": .logarithm, "reg:tweedie": .logarithm,
        "multi:softprob": .classes, "multi:softmax": .classes,
    ]

    init(_ name: String) throws(ModelError) {
        guard let link = Self.links[name] else {
            let allowed = Self.links.keys.sorted().joined(separator: ", ")
            throw ModelError(.unsupported, "the objective '\(name)' is not read; allowed: \(allowed)")
        }
        self.name = name
        self.link = link
    }

    /// The margin of a base score, which the file has in the unit of predictions.
    func margin(_ baseScore: Float) -> Float? {
        let margin: Float =
            switch link {
            case .identity, .classes: baseScore
            case .logistic: -log(1 / baseScore - 1)
            case .logarithm: log(baseScore)
            }
        return margin.isFinite ? margin : nil
    }
}
