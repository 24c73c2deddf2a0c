extension TradeSignal {
    /// What kept a signal from being filled, or would not let it be tried; stored names never change.
    package enum Obstacle: String, CaseIterable, Codable, Hashable, Sendable {
        /// Another strategy wants the same share.
        case otherStrategy = "other_strategy"
        case halted
        /// A position has outgrown its limit, or more are held than are allowed.
        case positionLimits = "position_limits"
        /// As many positions are held as are allowed.
        case noPlace = "no_place"
        /// The strategy has lost on the whole: half of Kelly's fraction is 0.
        case strategyLost = "strategy_lost"
        /// A lot is more than the limits allow.
        case lotTooLarge = "lot_too_large"
        case noCash = "no_cash"
        case heldAlready = "held_already"
        /// The price at which it would be filled is at its planned stop, or below.
        case beyondStop = "beyond_stop"
        /// A limit of the venue's risk checks; ``TradeSignal/note`` has its name.
        case limit
        /// The share was split on its day.
        case split
        /// What it wanted to sell is not held any more.
        case soldBefore = "sold_before"
        /// The broker said no; ``TradeSignal/note`` has its words.
        case broker
        /// No trade of the share on its day.
        case notTraded = "not_traded"
    }

    /// Ends it unfilled.
    ///
    /// - Parameter note: the obstacle with its figures, in English.
    package mutating func end(_ outcome: Outcome, _ obstacle: Obstacle, _ note: String) {
        self.outcome = outcome
        self.obstacle = obstacle
        self.note = note
    }
}
