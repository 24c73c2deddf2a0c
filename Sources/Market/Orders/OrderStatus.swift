/// How far an order has come, as the house knows it.
package enum OrderStatus: UInt8, Hashable, Sendable, CaseIterable {
    /// The intent is journalled; it may have been sent, and the venue has not answered.
    case sent
    /// The venue has it, and some of its lots are open.
    case working
    /// The answer was lost: it may be working, filled or nowhere. Only the venue can end this.
    case unknown
    case filled
    /// Ended by us, by the venue or by its own terms; a part may have been filled before.
    case cancelled
    /// The venue refused it.
    case rejected
    /// The venue says that it never had it.
    case neverArrived

    package var isFinal: Bool {
        switch self {
        case .sent, .working, .unknown: false
        case .filled, .cancelled, .rejected, .neverArrived: true
        }
    }
}
