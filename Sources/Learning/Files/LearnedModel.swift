package import Platform

/// What a model wants to be given.
package enum ModelInputs: Hashable, Sendable {
    /// Features by name, in this order.
    case named([String])
    /// So many features without names.
    case counted(Int)
    /// So many without names, or more: those beyond weigh nothing in the model but count for a row's size.
    case atLeast(Int)

    /// Whether a row may have so many values.
    func allows(_ count: Int) -> Bool {
        switch self {
        case .named(let names): count == names.count
        case .counted(let wanted): count == wanted
        case .atLeast(let least): count >= least
        }
    }
}

/// What a model answers.
package enum ModelOutputs: Hashable, Sendable {
    /// One number: the margin between two classes (above 0 for the greater label), or the estimate of a regression before its last
    /// transformation.
    case margin
    /// A probability for each class, in ascending order of the labels.
    case classes([String])

    /// As `mayak model predict` calls them.
    package var columns: [String] {
        switch self {
        case .margin: ["margin"]
        case .classes(let labels): labels.indices.map { "p_\($0)" }
        }
    }
}

/// A model that was read from a file and is whole.
package protocol LearnedModel: Sendable {
    var inputs: ModelInputs { get }
    var outputs: ModelOutputs { get }
    /// True where several rows in the order of time give one answer.
    var isSequence: Bool { get }
    /// True where a feature may be missing (NaN).
    var allowsMissing: Bool { get }
    /// What it is and how large, for `mayak model inspect`.
    var facts: [JSON.Member] { get }

    /// The answer to one row, or to the rows of one sequence, oldest first.
    ///
    /// - Throws: ``ModelError`` where the rows are more or fewer than the model takes.
    func predict(_ rows: [[Double]]) throws(ModelError) -> [Double]
}

extension LearnedModel {
    package var isSequence: Bool { false }
}
