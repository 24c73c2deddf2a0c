import Exchange
import Market

extension VenueError {
    /// What became of a call that changes something: refused only where nothing can have been done.
    init(placing error: any Error) {
        guard let error = error as? TInvestError, !error.mayHaveBeenDone else {
            self.init(.unclear, "\(error)")
            return
        }
        self.init(.refused(ExecutionReport.Refusal(error)), error.description)
    }
}

extension ExecutionReport.Refusal {
    /// The broker's no in the house's words (docs/broker.md, Errors).
    init(_ error: TInvestError) {
        self =
            switch error.action {
            case .rejectFunds: .notEnoughFunds
            case .disableInstrument, .notFound: .unknownInstrument
            case .adoptExisting: .duplicate
            case .waitForTrading: .closed
            case .clampPrice: .offStep
            case .fixRequest: error.code == 30_078 ? .offStep : .other
            case .notExecuted: .noLiquidity
            case .slowDown: .tooMany
            case .reject, .askState, .replanType, .splitOrder, .shrinkPeriod, .stopTrading, .retryOrAsk, .reopenStream,
                .tellOperator:
                .other
            }
    }
}
