package import Market

/// The way to a venue, as the engine's one thread uses it: nothing here waits.
///
/// Requests go out and reports come back, each with its time; what a request led to is never returned by it. In a backtest and in paper
/// trading this is a ``PaperVenue``, live it is a queue to the broker's connection.
package protocol OrderGateway: AnyObject {
    /// Sends an order; its name must be journalled by now.
    func submit(_ request: OrderRequest, at now: Timestamp)

    /// Asks for the end of an order; the report says whether it came in time.
    func cancel(_ order: OrderID, of slot: InstrumentSlot, at now: Timestamp)

    /// Asks how an order stands; answered by a report `state`, of status `neverArrived` where the venue does not know it.
    func ask(about order: OrderID, of slot: InstrumentSlot, at now: Timestamp)

    /// The next report that has been received by now, in the order of their receipt; nil when there is none.
    func nextReport(until now: Timestamp) -> ExecutionReport?
}
