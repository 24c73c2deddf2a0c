/// A member of the ensemble.
package enum MemberName: String, Hashable, Sendable, CaseIterable {
    /// The baseline that none may be worse than.
    case linear
    case gbdt, svm, lstm, transformer

    /// The names of its files begin so; all but the baseline's are the seed's.
    package var stem: String {
        switch self {
        case .linear: "linear_flow"
        case .gbdt: "gbdt_features"
        case .svm: "svm_volatility"
        case .lstm: "lstm_ob"
        case .transformer: "transformer_temporal"
        }
    }

    package var fileName: String {
        switch self {
        case .linear, .lstm, .transformer: "\(stem).safetensors"
        case .gbdt: "\(stem).json"
        case .svm: "\(stem).svm"
        }
    }

    func training(_ options: TrainingOptions) -> any MemberTraining {
        switch self {
        case .linear: LinearTraining()
        case .gbdt: TreeTraining()
        case .svm: SupportVectorTraining()
        case .lstm: SequenceTraining(name: self, network: TrainableLSTM(hidden: options.hidden))
        case .transformer:
            SequenceTraining(
                name: self,
                network: TrainableTransformer(width: options.hidden, heads: 2, blocks: 2, context: options.window)
            )
        }
    }

    /// True where the file takes features that are standardised already; the others do it themselves or need it not.
    var takesStandardised: Bool { self == .svm }

    /// How many events one answer looks at; nil for one.
    func window(_ options: TrainingOptions) -> Int? {
        switch self {
        case .linear, .gbdt, .svm: nil
        case .lstm, .transformer: options.window
        }
    }
}
