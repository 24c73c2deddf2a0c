package import Exchange
package import Execution
package import Market

/// What reaches a running engine from outside, in whole lots and the broker's own times.
package enum LiveEvent: Sendable {
    /// A whole book, already in parts of a lot.
    case book(InstrumentSlot, OrderBook, time: Timestamp?)
    /// A trade of others; lots in parts.
    case trade(InstrumentSlot, Side, Price, Lots)
    /// Whether orders of an instrument are taken.
    case status(InstrumentSlot, isOpen: Bool)
    /// The market's stream is in force, or is not, with what is known of why.
    case marketOpened
    case marketLost(String)
    /// The broker is reached by another way from now on.
    case channelChanged(ChannelFailover.Change)
    /// What was missed in an instrument's gap, by the gap's number.
    case backfilled(InstrumentSlot, gap: Int, Backfill)
    /// The broker has said something of an order.
    case order(OrderID)
    /// The stream of orders is in force: what was said before has to be asked for.
    case ordersOpened
    /// A halt from outside the market: a person's, or one by the machine it runs on.
    case halted(Halt)
    /// And the end of such a one.
    case resumed(Halt.Cause, who: String)
    /// A person has everything closed.
    case flattened(who: String, why: String)
    /// What the broker holds.
    case compared([InstrumentID: VenuePosition])
}
